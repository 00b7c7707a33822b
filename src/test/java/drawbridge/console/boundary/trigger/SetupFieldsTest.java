package drawbridge.console.boundary.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.preset.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form changes no member that the operator leaves as it is. */
class SetupFieldsTest {

  private static final Path STORED = Path.of("src/test/resources/upgrade/setups-v10.ndjson");

  private final List<Fault> faults = new ArrayList<>();

  static Stream<String> storedSetups() throws IOException {
    return Files.readAllLines(STORED).stream();
  }

  static Stream<String> presets() {
    return Presets.builtIn().all().keySet().stream()
        .map(name -> JsonBinding.object("{\"preset\": \"" + name + "\"}"))
        .map(named -> Presets.builtIn().fillIn(named, new ArrayList<>()).toString());
  }

  @Tag("T14")
  @ParameterizedTest
  @MethodSource("storedSetups")
  void storedSetupIsUnchanged(String setup) {
    assertUnchanged(setup);
  }

  @Tag("T13")
  @ParameterizedTest
  @MethodSource("presets")
  void filledInPresetIsUnchanged(String setup) {
    assertUnchanged(setup);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"preset": "github", "presetVersion": 1, "workflow": "fallback", "stateValues": {"n": 9007199254740993},
         "methods": ["PUT", "DELETE", "POST"], "mediaTypes": ["application/json", "*/*"], "maxBody": 33554432, "keepBody": true,
         "decode": [{"at": "/payload", "as": "json", "whole": true}, {"at": "", "as": "base64"}],
         "split": "", "uidFrom": {"jq": ".runtime.id"}, "keepRefused": 20, "rate": {"perSecond": 50, "burst": 200},
         "routes": [{"when": ".request.headers[\\"x\\"] == \\"a\\"", "workflow": "deploy", "stateValues": {"stage": "live"}},
                    {"when": ".runtime.a\\nor .runtime.b", "ignore": true},
                    {"when": "true", "workflow": "b", "stateValues": {}}],
         "reply": {"status": 201, "contentType": "text/plain", "headers": {"X-Run": "{{runId}}", "Retry-After": "1"}, "body": " ok\\n"}}
        """,
        """
        {"workflow": "w", "split": "/events", "uidFrom": {"pointer": "/id", "perTrigger": true}, "reply": {}}
        """,
        """
        {"workflow": "w", "reply": {"from": "run", "within": "PT3S", "body": {"text": "{{output.text}}", "n": 1.50},
         "otherwise": {"status": 204}}}
        """,
        """
        {"workflow": "w", "reply": {"from": "run", "within": "PT3S", "body": "", "otherwise": {"contentType": "application/json", "body": "{\\"a\\": 1}"}}}
        """,
        """
        {"workflow": "w", "reply": {"from": "run", "within": "PT1S", "contentType": "application/json", "body": 5}}
        """,
        """
        {"workflow": "w", "signature": {"scheme": "hmac", "header": "X-S", "signed": "{timestamp}.{body}", "timestamp": {"header": "X-T"}},
         "handshake": {"provider": "websub", "topic": "https://feeds.example.org/a"}, "methods": ["GET"]}
        """
      })
  void everyMemberIsUnchanged(String setup) {
    assertUnchanged(setup);
  }

  private void assertUnchanged(String setup) {
    ObjectNode stored = normal(Json.read(setup).toString());
    ObjectNode filled = SetupFields.toJson(SetupFields.of(stored), faults);
    assertThat(faults).isEmpty();
    assertThat(normal(Json.write(filled))).isEqualTo(stored);
  }

  private static ObjectNode normal(String setup) {
    return StoredSetup.read(setup).toJson();
  }

  @Test
  void browsersLineBreaksBecomeLineFeeds() {
    assertThat(
            json(Map.of("reply", "fixed", "reply.bodyKind", "text", "reply.body", "a\r\nb"))
                .at("/reply/body")
                .asText())
        .isEqualTo("a\nb");
  }

  @Test
  void secretsKeepTheirSpacesAndOthersDoNot() {
    ObjectNode json =
        json(
            Map.of(
                "signature.scheme", "hmac", "signature.secret", " s ", "signature.header", " X "));
    assertThat(json.at("/signature/secret").asText()).isEqualTo(" s ");
    assertThat(json.at("/signature/header").asText()).isEqualTo("X");
  }

  @Test
  void rowsKeepTheOrderOfTheirNumbers() {
    Map<String, String> sent = new HashMap<>();
    for (int index = 0; index < 12; index++) {
      sent.put("routes." + index + ".when", "." + (char) ('a' + index));
      sent.put("routes." + index + ".then", "ignore");
    }
    assertThat(json(sent).path("routes").findValuesAsText("when"))
        .startsWith(".a", ".b", ".c")
        .endsWith(".k", ".l")
        .hasSize(12);
  }

  @Test
  void emptyRowIsRefusedAndNotDropped() {
    ObjectNode json = json(Map.of("routes.0.when", " ", "routes.0.then", "start"));
    var unused = SetupForm.read(JsonBinding.object(Json.write(json)), faults);
    assertThat(faults).extracting(Fault::pointer).contains("/routes/0", "/routes/0/when");
  }

  @Test
  void noMethodIsAFault() {
    var unused =
        SetupForm.read(JsonBinding.object(Json.write(json(Map.of("workflow", "w")))), faults);
    assertThat(faults).extracting(Fault::pointer).containsExactly("/methods");
  }

  @Test
  void malformedTextsAreFaultsAtTheirFields() {
    json(
        Map.of(
            "stateValues", "{",
            "routes.0.stateValues", "x",
            "reply", "fixed",
            "reply.headers", "X-A: 1\nno header\nX-A: 2",
            "reply.bodyKind", "json",
            "reply.body", " "));
    assertThat(faults)
        .extracting(fault -> SetupFields.fieldOf(fault) + " " + fault.detail())
        .containsExactlyInAnyOrder(
            "stateValues must be JSON",
            "routes.0.stateValues must be JSON",
            "reply.headers must be a header like Name: value in line 2",
            "reply.headers must have each name once",
            "reply.body must be JSON");
  }

  @ParameterizedTest
  @CsvSource({
    "/methods/2, methods",
    "/name, called",
    "/mediaTypes, mediaTypes",
    "/signature, signature.scheme",
    "/signature/timestamp/header, signature.timestamp",
    "/handshake, handshake.provider",
    "/uidFrom, uidFrom",
    "/routes, routes",
    "/routes/3, routes.3",
    "/routes/3/when, routes.3.when",
    "/routes/3/stateValues/a, routes.3.stateValues",
    "/decode/0/at, decode.0.at",
    "/reply/from, reply",
    "/reply/headers/X-A, reply.headers",
    "/reply/body/text, reply.body",
    "/reply/otherwise/body/0, reply.otherwise.body",
    "/rate, rate.perSecond",
    "/keepRefused, keepRefused"
  })
  void pointerOfAFaultLeadsToItsField(String pointer, String field) {
    assertThat(SetupFields.fieldOf(Fault.at(pointer, "is wrong"))).isEqualTo(field);
  }

  private ObjectNode json(Map<String, String> sent) {
    return SetupFields.toJson(new FormFields(sent), faults);
  }
}
