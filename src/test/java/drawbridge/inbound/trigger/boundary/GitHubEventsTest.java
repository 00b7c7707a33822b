package drawbridge.inbound.trigger.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.boundary.WireInMemory;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.Yaml;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every event of a directory passes through the preset {@code github} and is routed by its header.
 * The system property {@code drawbridge.payloads.github} names the directory, which has one
 * directory for each event. The test is skipped, and says so, without the directory.
 */
@Tag("T10")
@Tag("T13")
class GitHubEventsTest {

  private static final Path DIRECTORY =
      Path.of(System.getProperty("drawbridge.payloads.github", "../shared/suites/payloads/github"));

  private final DataSource store = Stores.h2();
  private final StoredRuns runs = new StoredRuns(store);

  @Test
  void everyPayloadStartsTheWorkflowOfItsEvent(@TempDir Path workflows) throws IOException {
    assumeTrue(Files.isDirectory(DIRECTORY), "skipped: there is no directory " + DIRECTORY);
    SortedMap<String, List<Path>> payloads = payloads();
    for (String event : payloads.keySet()) {
      Files.writeString(workflows.resolve(event + ".yaml"), Yaml.write(workflow(event)));
    }
    try (WireInMemory wire = new WireInMemory(store, "a secret").workflows(workflows)) {
      String path = wire.trigger(setup(payloads.keySet().stream().toList()));
      int number = 0;
      for (String event : payloads.keySet()) {
        for (Path file : payloads.get(event)) {
          assertStarted(wire, path, event, file, number++ % 2 == 0);
        }
      }
      payloads.forEach((event, files) -> assertRuns(event, files));
    }
  }

  private static void assertStarted(
      WireInMemory wire, String path, String event, Path file, boolean isForm) throws IOException {
    String json = Files.readString(file);
    String body = isForm ? "payload=" + URLEncoder.encode(json, UTF_8) : json;
    String type = isForm ? "application/x-www-form-urlencoded" : "application/json";
    ProviderSigner.Sent sent =
        ProviderSigner.signed(
            "github",
            new ProviderSigner.Sent(
                path,
                Map.of(
                    "Content-Type",
                    type,
                    "X-GitHub-Event",
                    event,
                    "X-GitHub-Hook-ID",
                    "29",
                    "X-GitHub-Delivery",
                    delivery(file)),
                body),
            Instant.now());
    Wire.Answer answer =
        wire.send(new Wire.Request("POST", path, sent.headers(), sent.body(), UTF_8));
    assertThat(answer.status()).as("%s: %s", file, answer.body()).isEqualTo(202);
    JsonNode result = Json.read(answer.body()).at("/results/0");
    assertThat(result.path("workflow").asText()).isEqualTo(event);
    assertThat(result.path("uid").asText()).endsWith(" 29 " + delivery(file));
    assertThat(result.path("status").asText()).isEqualTo("accepted");
  }

  private void assertRuns(String event, List<Path> files) {
    List<StoredRuns.Stored> finished = runs.finished(event, files.size());
    assertThat(finished)
        .extracting(run -> delivery(run))
        .containsExactlyInAnyOrderElementsOf(files.stream().map(file -> delivery(file)).toList());
    for (StoredRuns.Stored run : finished) {
      Path file =
          files.stream().filter(it -> delivery(it).equals(delivery(run))).findFirst().orElseThrow();
      assertThat(run.state()).as("%s: %s", file, run.output()).isEqualTo("SUCCEEDED");
      assertThat(run.output().path("event").asText()).isEqualTo(event);
      assertThat(run.runtime()).as("%s", file).isEqualTo(payload(file));
    }
  }

  /** Returns the delivery id at the end of the uid. */
  private static String delivery(StoredRuns.Stored run) {
    String uid = String.valueOf(run.uid());
    return uid.substring(uid.lastIndexOf(' ') + 1);
  }

  private static JsonNode payload(Path file) {
    try {
      return Json.read(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String delivery(Path file) {
    return UUID.nameUUIDFromBytes(file.toString().getBytes(UTF_8)).toString();
  }

  private static SortedMap<String, List<Path>> payloads() throws IOException {
    SortedMap<String, List<Path>> payloads = new TreeMap<>();
    try (Stream<Path> events = Files.list(DIRECTORY)) {
      for (Path event : events.toList()) {
        try (Stream<Path> files = Files.list(event)) {
          payloads.put(String.valueOf(event.getFileName()), files.sorted().toList());
        }
      }
    }
    return payloads;
  }

  private static ObjectNode setup(List<String> events) {
    ObjectNode setup = Json.object().put("preset", "github");
    setup.putObject("signature").put("secret", ProviderSigner.secret("github"));
    ArrayNode routes = setup.putArray("routes");
    for (String event : events) {
      routes
          .addObject()
          .put("when", ".request.headers[\"x-github-event\"] == \"" + event + "\"")
          .put("workflow", event);
    }
    return setup;
  }

  private static ObjectNode workflow(String event) {
    ObjectNode workflow = Json.object();
    workflow
        .putObject("document")
        .put("dsl", "1.0.0")
        .put("namespace", "github")
        .put("name", event.replace('_', '-'))
        .put("version", "1.0.0");
    workflow
        .putArray("do")
        .addObject()
        .putObject("read")
        .putObject("set")
        .put("event", "{{request.headers.x-github-event}}");
    return workflow;
  }
}
