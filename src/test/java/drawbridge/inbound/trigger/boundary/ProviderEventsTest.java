package drawbridge.inbound.trigger.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.boundary.WireInMemory;
import drawbridge.platform.http.LocalWeb;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.Yaml;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signed events of providers pass through their presets into a workflow that uses a header, a
 * nested value, a date and a 64-bit id. The files of {@code drawbridge/provider/events} describe
 * the events.
 */
@Tag("T13")
class ProviderEventsTest {

  private static final Path EVENTS = Path.of("src/test/resources/drawbridge/provider/events");

  /** The schemes of triggers whose handshake answers an HMAC. */
  private static final List<String> ALONE = List.of("linkedin", "x", "zoom");

  private static final DataSource STORE = Stores.h2();
  private static final LocalWeb WEB = ProviderIssuer.publish(new LocalWeb());
  private static WireInMemory wire;

  @BeforeAll
  static void open(@TempDir Path workflows) throws IOException {
    for (String name : names().toList()) {
      Files.writeString(workflows.resolve(name + ".yaml"), Yaml.write(workflow(name)));
    }
    wire = new WireInMemory(STORE, "a secret", WEB, ProviderIssuer.anchors()).workflows(workflows);
  }

  @AfterAll
  static void close() {
    wire.close();
    WEB.close();
  }

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(EVENTS)) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".json", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static JsonNode event(String name) {
    try {
      return Json.read(Files.readString(EVENTS.resolve(name + ".json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a workflow that reads the four values. */
  private static ObjectNode workflow(String name) {
    ObjectNode workflow = Json.object();
    workflow
        .putObject("document")
        .put("dsl", "1.0.0")
        .put("namespace", "events")
        .put("name", name)
        .put("version", "1.0.0");
    ObjectNode values = workflow.putArray("do").addObject().putObject("read").putObject("set");
    event(name)
        .path("reads")
        .forEachEntry(
            (value, read) -> values.put(value, "${ $context | " + read.path("jq").asText() + " }"));
    return workflow;
  }

  @Test
  void eventsOfFortyProvidersAreDescribed() throws IOException {
    assertThat(names().map(name -> event(name).path("preset").asText()).distinct().count())
        .isGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("names")
  void signedEventStartsItsWorkflowOnce(String name) {
    JsonNode event = event(name);
    Preset preset = Presets.builtIn().find(event.path("preset").asText()).orElseThrow();
    String path = wire.trigger(setup(name, event.path("preset").asText(), preset));
    ProviderSigner.Sent sent = signed(preset, event, path);

    if (isBodySigned(preset)) {
      assertThat(post(path, sent.withBody(sent.body() + " ")).status())
          .as("a forged body")
          .isEqualTo(401);
    }
    Wire.Answer answer = post(path, sent);
    assertThat(answer.status()).as(answer.body()).isEqualTo(statusOf(event));

    List<StoredRuns.Stored> runs = new StoredRuns(STORE).finished(name, 1);
    StoredRuns.Stored run = runs.get(runs.size() - 1);
    assertThat(run.state()).as("%s", run).isEqualTo("SUCCEEDED");
    event
        .path("reads")
        .forEachEntry(
            (value, read) ->
                assertThat(Json.write(run.output().path(value)))
                    .as(value)
                    .isEqualTo(Json.write(read.path("is"))));
    assertUid(event, sent, run);
    if (event.has("uid")) {
      assertThat(post(path, sent).status()).isLessThan(300);
      assertThat(new StoredRuns(STORE).of(name)).as("a repetition").hasSameSizeAs(runs);
    }
  }

  /** An event that a provider sends to two webhooks starts a run of the trigger of each. */
  @ParameterizedTest
  @MethodSource("names")
  void triggersOfOneProviderShareNoUids(String name) {
    JsonNode event = event(name);
    String presetName = event.path("preset").asText();
    Preset preset = Presets.builtIn().find(presetName).orElseThrow();
    assumeThat(event.has("uid")).isTrue();
    assumeThat(scheme(preset)).as("two triggers may not share the secret (T5)").isNotIn(ALONE);
    StoredRuns runs = new StoredRuns(STORE);

    for (int count = 0; count < 2; count++) {
      List<String> before = uids(runs.of(name));
      String path = wire.trigger(setup(name, presetName, preset));
      ProviderSigner.Sent sent = signed(preset, event, path);
      assertThat(post(path, sent).status()).isLessThan(300);
      List<String> after = uids(runs.of(name));
      assertThat(after).hasSizeGreaterThan(before.size());
      assertThat(post(path, sent).status()).isLessThan(300);
      assertThat(uids(runs.of(name))).as("a repetition").isEqualTo(after);
    }
  }

  private static List<String> uids(List<StoredRuns.Stored> runs) {
    return runs.stream().map(StoredRuns.Stored::uid).sorted().toList();
  }

  /** A delivery id of GitHub names an event, which several webhooks of one trigger may report. */
  @Test
  void webhooksOfOneGithubTriggerShareNoUids() {
    JsonNode event = event("github");
    Preset preset = Presets.builtIn().find("github").orElseThrow();
    String path = wire.trigger(setup("github", "github", preset));
    ProviderSigner.Sent sent = signed(preset, event, path);
    int before = new StoredRuns(STORE).of("github").size();

    for (String hook : List.of("29", "30", "29", "30")) {
      assertThat(post(path, sent.with("X-GitHub-Hook-ID", hook)).status()).isLessThan(300);
    }
    assertThat(new StoredRuns(STORE).of("github")).hasSize(before + 2);
  }

  private static int statusOf(JsonNode event) {
    return event.path("status").asInt(202);
  }

  private static void assertUid(JsonNode event, ProviderSigner.Sent sent, StoredRuns.Stored run) {
    if (!event.has("uid")) {
      assertThat(run.uid()).isNull();
      return;
    }
    String pattern = Pattern.quote(event.path("uid").asText());
    pattern = pattern.replace("{trigger}", "\\Et-[0-9a-f-]+\\Q").replace("{token}", "tok");
    for (String header : List.of("X-Hook-Signature", "x-xero-signature")) {
      if (!sent.header(header).isEmpty()) {
        pattern = pattern.replace("{signature}", sent.header(header));
      }
    }
    assertThat(run.uid()).matches(pattern);
  }

  /** Whether the scheme covers the bytes of the body, so that an added space is a forgery. */
  private static boolean isBodySigned(Preset preset) {
    String scheme = scheme(preset);
    return !scheme.isEmpty()
        && !List.of("mailgun", "mailgun-form", "adyen", "adyen-form", "gitlab", "telegram")
            .contains(scheme)
        && !List.of("api-key", "microsoft-graph", "aws-sns", "google-pubsub", "microsoft")
            .contains(scheme);
  }

  private static String scheme(Preset preset) {
    return preset.setup().containsKey("signature")
        ? preset.setup().getJsonObject("signature").getString("scheme")
        : "";
  }

  private static ProviderSigner.Sent signed(Preset preset, JsonNode event, String path) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    event.path("headers").forEachEntry((name, value) -> headers.put(name, value.asText()));
    headers.putIfAbsent("Content-Type", mediaType(event));
    ProviderSigner.Sent sent =
        new ProviderSigner.Sent("http://localhost" + path, headers, body(event));
    return scheme(preset).isEmpty()
        ? sent
        : ProviderSigner.signed(scheme(preset), sent, Instant.now());
  }

  private static String mediaType(JsonNode event) {
    if (event.has("multipart")) {
      return MultipartBody.TYPE;
    }
    return event.has("form") ? "application/x-www-form-urlencoded" : "application/json";
  }

  private static String body(JsonNode event) {
    if (event.has("multipart")) {
      return MultipartBody.of(
          event.path("multipart").properties().stream()
              .map(part -> part(part.getKey(), part.getValue()))
              .collect(Collectors.joining()));
    }
    if (event.has("json")) {
      return Json.write(event.path("json"));
    }
    return event.has("text")
        ? event.path("text").asText()
        : event.path("form").properties().stream()
            .map(
                field ->
                    URLEncoder.encode(field.getKey(), UTF_8)
                        + "="
                        + URLEncoder.encode(field.getValue().asText(), UTF_8))
            .collect(Collectors.joining("&"));
  }

  private static String part(String name, JsonNode value) {
    return value.isObject()
        ? MultipartBody.file(
            name,
            value.path("name").asText(),
            value.path("type").asText(),
            value.path("content").asText())
        : MultipartBody.field(name, value.asText());
  }

  private static Wire.Answer post(String path, ProviderSigner.Sent sent) {
    return wire.send(new Wire.Request("POST", path, sent.headers(), sent.body(), UTF_8));
  }

  /** Returns the trigger with the inputs of its preset. */
  private static ObjectNode setup(String name, String presetName, Preset preset) {
    ObjectNode setup = Json.object().put("preset", presetName).put("workflow", name);
    for (Preset.Input input : preset.inputs()) {
      if (input.required()) {
        String value =
            input.secret()
                ? ProviderSigner.secret(scheme(preset))
                : Objects.requireNonNull(input.example());
        setup.withObject("/" + input.owner()).put(input.member(), value);
      }
    }
    if (List.of("asana", "notion").contains(presetName)) {
      // the sender hands over the secret in its handshake
      setup.withObject("/signature").put("secret", ProviderSigner.secret(scheme(preset)));
    }
    return setup;
  }
}
