package drawbridge.admin.control.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.contract.Wire;
import drawbridge.fixture.ShellCommand;
import drawbridge.fixture.Stores;
import drawbridge.inbound.boundary.WireInMemory;
import drawbridge.inbound.trigger.boundary.ProviderSigner;
import drawbridge.inbound.trigger.boundary.StoredRuns;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.signature.Scheme;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A shell runs the sample calls of triggers; each trigger accepts its own. */
@Tag("T13")
class SampleCallTest {

  /** The presets whose requests only the provider can sign. */
  private static final Set<String> UNSIGNED =
      Set.of(
          "aws-sns",
          "discord",
          "google-pubsub",
          "microsoft",
          "paypal",
          "sendgrid",
          "sendgrid-inbound",
          "standard-webhooks-ed25519");

  private static final DataSource STORE = Stores.h2();
  private static WireInMemory wire;

  @BeforeAll
  static void open(@TempDir Path workflows) throws IOException {
    ShellCommand.requireTools();
    for (String preset : Presets.builtIn().all().keySet()) {
      Files.writeString(workflows.resolve(preset + ".yaml"), workflow());
    }
    Files.writeString(workflows.resolve("plain.yaml"), workflow());
    wire = new WireInMemory(STORE, "a secret").workflows(workflows);
  }

  private static String workflow() {
    return """
        document: {dsl: '1.0.0', namespace: samples, name: sample, version: '1.0.0'}
        do:
          - read: {set: {method: '{{request.method}}'}}
        """;
  }

  @AfterAll
  static void close() {
    if (wire != null) {
      wire.close();
    }
  }

  static Stream<String> presets() {
    return Presets.builtIn().all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void triggerOfAPresetAcceptsItsSample(String name) {
    Preset preset = Presets.builtIn().find(name).orElseThrow();
    String scheme =
        preset.setup().get("signature") instanceof JsonObject signature
            ? signature.getString("scheme")
            : "";
    ObjectNode form = Json.object().put("preset", name).put("workflow", name);
    for (Preset.Input input : preset.inputs()) {
      if (input.required()) {
        String value =
            input.secret() ? secret(scheme, name) : Objects.requireNonNull(input.example());
        form.withObject("/" + input.owner()).put(input.member(), value);
      }
    }
    if (Set.of("asana", "notion").contains(name)) {
      form.withObject("/signature").put("secret", secret(scheme, name));
    }
    String path = wire.trigger(form);
    SampleCall call = new SampleCall(setup(form), "http://localhost" + path);

    if (UNSIGNED.contains(name)) {
      assertThat(call.command()).isEmpty();
      assertThat(call.note()).hasValueSatisfying(it -> assertThat(it).contains("private key"));
      return;
    }
    Wire.Answer answer = send(call, Map.of(Scheme.SECRET, secret(scheme, name)));
    assertThat(answer.status()).as("%s%n%s", answer, call.command()).isBetween(200, 299);
    List<StoredRuns.Stored> runs = new StoredRuns(STORE).finished(name, 1);
    assertThat(runs.get(0).state()).isEqualTo("SUCCEEDED");
    if (preset.setup().containsKey("uidFrom")) {
      assertThat(runs.get(0).uid()).isNotNull();
    }
  }

  /** Returns a secret of the scheme; one of the preset's own where the scheme permits any text. */
  private static String secret(String scheme, String preset) {
    String secret = ProviderSigner.secret(scheme);
    return secret.endsWith(scheme) ? secret + preset : secret;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"methods\": [\"GET\"]}",
        "{\"methods\": [\"PUT\", \"POST\"], \"signature\": {\"scheme\": \"hubspot\"}}",
        "{\"methods\": [\"DELETE\"], \"signature\": {\"scheme\": \"square\"}}",
        "{\"methods\": [\"HEAD\"], \"secretRequired\": true}",
        "{\"mediaTypes\": [\"application/x-www-form-urlencoded\"], \"uidFrom\": {\"pointer\":"
            + " \"/id\"}}",
        "{\"mediaTypes\": [\"application/x-www-form-urlencoded\"], \"signature\": {\"scheme\":"
            + " \"api-key\", \"pointer\": \"/key\"}}",
        "{\"mediaTypes\": [\"multipart/form-data\"]}",
        "{\"mediaTypes\": [\"text/xml\"]}",
        "{\"mediaTypes\": [\"application/x-ndjson\"]}",
        "{\"mediaTypes\": [\"text/plain\"]}",
        "{\"mediaTypes\": [\"image/png\"]}",
        "{\"mediaTypes\": [\"*/*\"]}",
        "{\"split\": \"/events\"}",
        "{\"split\": \"\", \"uidFrom\": {\"header\": \"X-Id\"}}",
        "{\"split\": \"/a/b\", \"uidFrom\": {\"pointer\": \"/id\"}}",
        "{\"mediaTypes\": [\"application/x-www-form-urlencoded\"], \"decode\": [{\"at\": \"/payload\","
            + " \"as\": \"json\", \"whole\": true}], \"uidFrom\": {\"pointer\": \"/id\"}}",
        "{\"mediaTypes\": [\"application/x-www-form-urlencoded\"], \"decode\": [{\"at\": \"/payload\","
            + " \"as\": \"json\", \"whole\": true}], \"split\": \"/events\", \"uidFrom\": {\"pointer\":"
            + " \"/id\"}}",
        "{\"mediaTypes\": [\"application/x-www-form-urlencoded\"], \"decode\": [{\"at\": \"/events\","
            + " \"as\": \"json\"}], \"split\": \"/events\", \"uidFrom\": {\"pointer\": \"/id\"}}",
        "{\"mediaTypes\": [\"text/plain\"], \"decode\": [{\"at\": \"\", \"as\": \"base64\"},"
            + " {\"at\": \"\", \"as\": \"json\"}], \"split\": \"/events\"}",
        "{\"mediaTypes\": [\"text/plain\"], \"decode\": [{\"at\": \"\", \"as\": \"form\"}]}",
        "{\"decode\": [{\"at\": \"/data\", \"as\": \"base64\"}, {\"at\": \"/data\", \"as\":"
            + " \"json\"}], \"split\": \"/data/items\", \"uidFrom\": {\"pointer\": \"/id\"}}",
        "{\"uidFrom\": {\"query\": \"event id\"}}",
        "{\"preset\": \"github\", \"mediaTypes\": [\"application/x-www-form-urlencoded\"]}",
        "{\"preset\": \"slack-interactivity\", \"uidFrom\": {\"pointer\": \"/user/id\"}}"
      })
  void triggerAcceptsItsSample(String json) {
    ObjectNode form = ((ObjectNode) Json.read(json)).put("workflow", "plain");
    if (form.has("signature") || form.has("preset")) {
      form.withObject("/signature").put("secret", "a-secret");
    }
    String path = wire.trigger(form);
    int before = new StoredRuns(STORE).of("plain").size();
    SampleCall call = new SampleCall(setup(form), "http://localhost" + path);
    boolean isShared = form.path("secretRequired").asBoolean();
    Wire.Answer answer = send(call, Map.of(Scheme.SECRET, isShared ? "a secret" : "a-secret"));
    assertThat(answer.status()).as("%s%n%s", answer, call.command()).isBetween(200, 299);
    List<StoredRuns.Stored> runs = new StoredRuns(STORE).finished("plain", before + 1);
    StoredRuns.Stored run = runs.get(runs.size() - 1);
    assertThat(run.output().path("method").asText())
        .isEqualTo(form.path("methods").path(0).asText("POST"));
    assertThat(run.uid() != null).isEqualTo(form.has("uidFrom") || form.has("preset"));
  }

  private static Setup setup(ObjectNode json) {
    List<Fault> faults = new ArrayList<>();
    JsonObject form = JsonBinding.object(json.toString());
    var unused = GivenSecrets.in(form, faults);
    return SetupForm.read(form, faults).orElseThrow();
  }

  private static Wire.Answer send(SampleCall call, Map<String, String> variables) {
    ShellCommand sent = ShellCommand.run(call.command().orElseThrow(), variables);
    URI uri = URI.create(sent.url());
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return wire.send(
        new Wire.Request(
            sent.method(), uri.getRawPath() + query, sent.headers(), sent.body(), UTF_8));
  }
}
