package drawbridge.inbound.trigger.setup;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.inbound.entity.Rate;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.handshake.Handshakes;
import drawbridge.provider.signature.KeyHosts;
import drawbridge.provider.signature.Schemes;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetupFormTest {

  @Test
  void absentAndNullMembersHaveDefaults() {
    Setup setup = read("{\"workflow\": \"greet\", \"signature\": null, \"rate\": null}");
    assertThat(setup.toJson())
        .isEqualTo(
            Json.read(
                "{\"workflow\": \"greet\", \"stateValues\": {}, \"secretRequired\": false,"
                    + " \"mediaTypes\": [\"application/json\"], \"acceptedStatus\": 202}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'workflow': 'greet', 'stateValues': {'a': 1.10}, 'secretRequired': true}",
        "{'workflow': 'greet', 'signature': {'scheme': 'github'}, 'uidFrom': {'header': 'X-GitHub-Delivery'}}",
        "{'workflow': 'greet', 'signature': {'scheme': 'slack', 'tolerance': 'PT1M'},"
            + " 'handshake': {'provider': 'slack'}, 'uidFrom': {'pointer': '/event_id'}}",
        "{'workflow': 'greet', 'signature': {'scheme': 'hmac', 'header': 'X-Sig', 'algorithm': 'sha512',"
            + " 'encoding': 'hex', 'signed': '{body}'}, 'rate': {'perSecond': 5, 'burst': 9}}",
        "{'workflow': 'greet', 'mediaTypes': ['text/plain', 'application/x-www-form-urlencoded',"
            + " 'application/cloudevents+json'], 'acceptedStatus': 200}",
        "{'workflow': 'fallback', 'preset': 'github', 'presetVersion': 2, 'methods': ['POST', 'PUT'],"
            + " 'decode': [{'at': '/payload', 'as': 'json'}], 'maxBody': 4096, 'keepBody': true, 'split': '/commits',"
            + " 'uidFrom': {'jq': '.runtime.id'}, 'routes': [{'when': 'true', 'workflow': 'deploy', 'stateValues': {'a': 1}},"
            + " {'when': 'false', 'ignore': true}], 'reply': {'status': 200, 'body': 'ok'}, 'keepRefused': 20}",
        "{'routes': [{'when': 'true', 'workflow': 'deploy'}], 'split': '', 'uidFrom': {'query': 'id', 'perTrigger': true}}",
        "{'workflow': 'greet', 'uidFrom': {'pointer': '/id', 'perTrigger': true}}",
        "{'workflow': 'greet', 'uidFrom': {'jq': '.runtime.id', 'perTrigger': true}}",
      })
  void writtenSetupCanBeRead(String text) {
    Setup setup = read(text.replace('\'', '"'));
    assertThat(StoredSetup.read(Json.write(setup.toJson())).toJson()).isEqualTo(setup.toJson());
  }

  @Test
  void everyFaultHasItsPointer() {
    assertThat(
            pointers(
                "{'workflow': ' ', 'stateValues': [], 'secretRequired': 'yes', 'signature': {'scheme': 'none'},"
                    + " 'handshake': {'provider': 'none'}, 'uidFrom': {'query': ''}, 'mediaTypes': ['image/*'],"
                    + " 'acceptedStatus': 204, 'rate': {'perSecond': 0}, 'batch': []}"))
        .containsExactlyInAnyOrder(
            "/workflow",
            "/stateValues",
            "/secretRequired",
            "/signature/scheme",
            "/handshake/provider",
            "/uidFrom",
            "/mediaTypes",
            "/acceptedStatus",
            "/rate",
            "/batch");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'handshake': {'provider': 'slack'}} | /handshake",
        "{'handshake': {'provider': 'twitch'}} | /handshake",
        "{'handshake': {'provider': 'asana'}} | /handshake",
        "{'handshake': {'provider': 'zoom'}, 'signature': {'scheme': 'zoom'}, 'mediaTypes': ['text/plain']} | /mediaTypes",
        "{'handshake': {'provider': 'x'}, 'signature': {'scheme': 'x'}, 'methods': ['POST', 'DELETE']} | /methods",
        "{'handshake': {'provider': 'x'}, 'signature': {'scheme': 'bearer'}} | /signature",
        "{'handshake': {'provider': 'trello'}, 'methods': ['POST', 'HEAD']} | /methods",
        "{'handshake': {'provider': 'websub'}} | /handshake/topic",
      })
  void handshakeMustFitItsScheme(String text, String pointer) {
    assertThat(pointers(text.replaceFirst("\\{", "{'workflow': 'greet', "))).contains(pointer);
  }

  /** Otherwise the reader of one delivery could send any body with its proof. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{timestamp}{id}",
        "{id}.{timestamp}",
        "{method}{url}{query}{id}{timestamp}",
        "{id}{timestamp}{crc32}"
      })
  void templateThatLeavesTheBodyUnsignedIsRefused(String signed) {
    String text = hmac(signed);
    assertThat(pointers(text)).containsExactly("/signature/signed");
    Setup stored = StoredSetup.read(text.replace('\'', '"'));
    assertThat(stored.asks().unavailable().rows()).as("a stored one keeps working").isEmpty();
    assertThat(stored.asks().signature()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{id}{timestamp}{body}", "{id}{timestamp}{form}", "{id}{timestamp}{/sum}"})
  void templateMaySignAPartOfTheBody(String signed) {
    assertThat(read(hmac(signed).replace('\'', '"')).asks().signature()).isPresent();
  }

  private static String hmac(String signed) {
    return "{'workflow': 'greet', 'signature': {'scheme': 'hmac', 'header': 'X-Sum',"
        + " 'algorithm': 'sha256', 'encoding': 'hex', 'signed': '"
        + signed
        + "', 'id': {'header': 'X-Id'}, 'timestamp': {'header': 'X-Time'}}}";
  }

  /** A row states what its provider signs. */
  @Test
  void rowMayLeaveTheBodyUnsigned() {
    read("{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"mailgun\"}}");
    JsonObject row =
        JsonBinding.object(
            """
            {"header": "X-Sum", "algorithm": "sha256", "encoding": "hex",
             "signed": "{id}{timestamp}", "id": {"header": "X-Id"},
             "timestamp": {"header": "X-Time"}}
            """);
    ProviderRows rows =
        new ProviderRows(
            Schemes.builtIn().with(Map.of("own:acme", row), KeyHosts.NONE), Handshakes.builtIn());
    List<Fault> faults = new ArrayList<>();
    String setup = "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"own:acme\"}}";
    assertThat(SetupForm.read(JsonBinding.object(setup), rows, faults)).isPresent();
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @Tag("C9")
  @ValueSource(
      strings = {
        "'uidFrom': {'header': 'inbound-webhook-secret'}",
        "'signature': {'scheme': 'bearer'}, 'uidFrom': {'header': 'AUTHORIZATION'}",
        "'signature': {'scheme': 'api-key', 'header': 'X-Key'}, 'uidFrom': {'header': 'x-KEY'}",
        "'signature': {'scheme': 'microsoft-graph'}, 'split': '/value', 'uidFrom': {'pointer': '/clientState'}",
        "'handshake': {'provider': 'meta'}, 'uidFrom': {'query': 'hub.verify_token'}",
      })
  void credentialIsNoUid(String members) {
    assertThat(pointers("{'workflow': 'greet', " + members + "}")).containsExactly("/uidFrom");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "[]",
        "{}",
        "'5/s'",
        "{'burst': 5}",
        "{'perSecond': 0}",
        "{'perSecond': 1000001}",
        "{'perSecond': '5'}",
        "{'perSecond': 1.5}",
        "{'perSecond': 99999999999}",
        "{'perSecond': 5, 'burst': null}",
        "{'perSecond': 5, 'burst': 0}",
        "{'perSecond': 5, 'perMinute': 5}"
      })
  void anyOtherRateIsOneFaultAtTheRate(String rate) {
    assertThat(pointers("{'workflow': 'greet', 'rate': " + rate + "}")).containsExactly("/rate");
  }

  @Test
  void aRateWithoutABurstAllowsTheRequestsOfASecondAtOnce() {
    assertThat(read("{\"workflow\": \"greet\", \"rate\": {\"perSecond\": 5}}").rate())
        .contains(new Rate(5, 5));
  }

  @Test
  void secretsAreRemovedFromTheSetup() {
    JsonObject json =
        JsonBinding.object(
            "{\"signature\": {\"secret\": \"s3cret\"}, \"handshake\": {\"token\": \"t0ken\"}}");
    List<Fault> faults = new ArrayList<>();
    GivenSecrets given = GivenSecrets.in(json, faults);
    assertThat(faults).isEmpty();
    assertThat(given.of(Purpose.SIGNATURE)).contains("s3cret");
    assertThat(given.of(Purpose.HANDSHAKE)).contains("t0ken");
    assertThat(GivenSecrets.without(json).toString()).doesNotContain("s3cret", "t0ken");
  }

  private static Setup read(String text) {
    List<Fault> faults = new ArrayList<>();
    return SetupForm.read(JsonBinding.object(text), faults)
        .orElseThrow(() -> new AssertionError(faults));
  }

  private static List<String> pointers(String text) {
    List<Fault> faults = new ArrayList<>();
    assertThat(SetupForm.read(JsonBinding.object(text.replace('\'', '"')), faults)).isEmpty();
    return faults.stream().map(Fault::pointer).toList();
  }
}
