package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hidden parts of a request reach neither its runs nor its row (C9). */
@Tag("C9")
class HiddenPartsTest {

  private static final String SEES =
      """
      document: {dsl: '1.0.0', namespace: tests, name: sees, version: '1.0.0'}
      do:
        - see:
            set:
              headers: '${ $context.request.headers }'
              event: '{{request.headers.x-event}}'
              hidden: '{{request.headers.x-internal}}'
              runtime: '${ $context.runtime }'
      """;
  private static final String VALUE = "zebra-77";

  @TempDir Path directory;
  private WireInMemory wire;

  @BeforeEach
  void setUp() throws IOException {
    Files.writeString(directory.resolve("sees.yaml"), SEES);
    wire = new WireInMemory(Stores.h2(), "a secret").workflows(directory);
  }

  @AfterEach
  void tearDown() {
    wire.close();
  }

  @Test
  void headersOfTheWorkspaceAreHiddenAtBothUrls() {
    String trigger = wire.trigger(Json.read("{\"workflow\":\"sees\"}"));
    for (String path : new String[] {"/api/inbound/default", trigger}) {
      JsonNode before = post(path, "{\"workflow\":\"sees\"}");
      assertThat(output(before).path("hidden").asText()).as(path).isEqualTo(VALUE);
      assertThat(row(before)).as(path).contains(VALUE);
    }
    wire.hideHeaders("X-INTERNAL", "x-other");
    for (String path : new String[] {"/api/inbound/default", trigger}) {
      JsonNode after = post(path, "{\"workflow\":\"sees\"}");
      assertThat(output(after).path("event").asText()).as(path).isEqualTo("push");
      assertThat(output(after).toString()).as(path).doesNotContain(VALUE, "x-internal");
      assertThat(row(after)).as(path).contains("x-event").doesNotContain(VALUE, "x-internal");
    }
    wire.hideHeaders();
    assertThat(output(post(trigger, "{}")).path("hidden").asText()).isEqualTo(VALUE);
  }

  @Test
  void secretInEachElementIsMaskedInRuntime() {
    String trigger =
        wire.trigger(
            Json.read(
                "{\"workflow\":\"sees\",\"keepBody\":true,"
                    + "\"signature\":{\"scheme\":\"microsoft-graph\",\"secret\":\""
                    + VALUE
                    + "\"}}"));
    JsonNode reply =
        post(
            trigger,
            "{\"value\":[{\"clientState\":\"zebra-77\",\"n\":1},"
                + "{\"clientState\":\"zebra-77\",\"n\":2}]}",
            Map.of());
    assertThat(output(reply).path("runtime").toString())
        .isEqualTo(
            "{\"value\":[{\"clientState\":\"***\",\"n\":1},{\"clientState\":\"***\",\"n\":2}]}");
    assertThat(wire.storedRequest(requestId(reply))).doesNotContain(VALUE);
  }

  @Test
  void idOfTheTriggerIsMaskedInTheBody() {
    String trigger =
        wire.trigger(
            Json.read(
                "{\"workflow\":\"sees\",\"keepBody\":true,"
                    + "\"decode\":[{\"at\":\"/encoded\",\"as\":\"base64\"}]}"));
    String id = trigger.substring(trigger.lastIndexOf('/') + 1);
    String encoded =
        Base64.getEncoder().encodeToString(("https://x.example" + trigger).getBytes(UTF_8));
    JsonNode reply =
        post(
            trigger,
            "{\"hook\":{\"url\":\"https://x.example%s?n=1\"},\"upper\":[\"%s\"],\"encoded\":\"%s\"}"
                .formatted(trigger, id.toUpperCase(Locale.ROOT), encoded));
    String seen = output(reply).path("runtime").toString();
    assertThat(seen)
        .contains("https://x.example/api/inbound/default/triggers/***?n=1", "[\"***\"]")
        .doesNotContainIgnoringCase(id)
        .doesNotContain(encoded);
    assertThat(output(reply).toString()).doesNotContainIgnoringCase(id);
    assertThat(row(reply)).doesNotContainIgnoringCase(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-ndjson", "application/octet-stream"})
  void secretInATextIsRefusedSinceItCannotBeMasked(String type) {
    String trigger =
        wire.trigger(
            Json.read(
                "{\"workflow\":\"sees\",\"mediaTypes\":[\"*/*\"],"
                    + "\"signature\":{\"scheme\":\"microsoft-graph\",\"secret\":\"zebra-77\"}}"));
    Wire.Answer answer =
        wire.send(
            new Wire.Request(
                "POST",
                trigger,
                Map.of("Content-Type", type),
                "{\"value\":[{\"clientState\":\"zebra-77\"}]}",
                UTF_8));
    assertThat(answer.status()).as(answer.body()).isEqualTo(415);
    assertThat(answer.body()).doesNotContain(VALUE);
  }

  private JsonNode post(String path, String body) {
    return post(path, body, Map.of("X-Internal", VALUE));
  }

  private JsonNode post(String path, String body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Content-Type", "application/json");
    headers.put("Inbound-Webhook-Secret", "a secret");
    headers.put("X-Event", "push");
    headers.put("Prefer", "wait=20");
    Wire.Answer answer = wire.send(new Wire.Request("POST", path, headers, body, UTF_8));
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return Json.read(answer.body());
  }

  private static JsonNode output(JsonNode reply) {
    return reply.at("/results/0/output");
  }

  private static String requestId(JsonNode reply) {
    return reply.path("requestId").asText();
  }

  private String row(JsonNode reply) {
    return wire.storedRequest(requestId(reply));
  }
}
