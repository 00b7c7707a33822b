package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static drawbridge.system.Admin.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call for triggers, their secrets and keys, with successes and errors. */
class AdminTriggersST extends AdminSuite {

  private static final String FIRST = "the first secret that only the sender knows";
  private static final String SECOND = "the second secret that only the sender knows";
  private static final String GITHUB =
      "{\"workflow\": \"hello\", \"signature\": {\"scheme\": \"github\", \"secret\": \"%s\"}}";

  private final Server server;
  private final String triggers = workspace + "/triggers";
  private final String trigger = triggers + "/pull%20requests";

  AdminTriggersST(Server server) {
    super(server);
    this.server = server;
  }

  @Test
  @Tag("T4")
  void testIsSignedVerifiedAndMarked() {
    String setup =
        "{\"preset\": \"github\", \"workflow\": \"hello\", \"signature\": {\"secret\": \"%s\"}}";
    admin.put(trigger, JSON, setup.formatted(FIRST)).expect(201);
    String id = admin.post(trigger + "/test").expect(201).text("/requestId");
    JsonNode request = admin.get(workspace + "/requests/" + id).expect(200).json();
    assertThat(request.path("test").asBoolean()).isTrue();
    assertThat(request.at("/results/0/status").asText()).isEqualTo("accepted");
    assertThat(request.at("/headers/x-hub-signature-256").asText()).startsWith("sha256=");
    assertThat(admin.get(workspace + "/requests").json().at("/requests/0/test").asBoolean())
        .isTrue();
    assertThat(
            admin
                .get("/api/admin/audit?action=trigger.test")
                .json()
                .at("/entries/0/detail")
                .asText())
        .contains(id);
    String edited =
        admin
            .post(trigger + "/test", "{\"body\": {\"name\": \"Ada\"}}")
            .expect(201)
            .text("/requestId");
    assertThat(admin.get(workspace + "/requests/" + edited).json().at("/body/name").asText())
        .isEqualTo("Ada");

    admin.post(triggers + "/none/test").problem(404, "not-found");
  }

  @Test
  @Tag("T2")
  void triggerIsCreatedListedAndRemoved() {
    JsonNode made = admin.put(trigger, JSON, GITHUB.formatted(FIRST)).expect(201).json();
    String url = made.path("url").asText();
    assertThat(url)
        .startsWith(server.base() + "/api/inbound/" + name + "/triggers/")
        .doesNotContain("pull");
    assertThat(made.path("name").asText()).isEqualTo("pull requests");
    assertThat(made.path("enabled").asBoolean()).isTrue();
    assertThat(admin.get(trigger).expect(200).json()).isEqualTo(made);
    assertThat(admin.get(triggers).expect(200).json().at("/triggers/0")).isEqualTo(made);

    JsonNode changed =
        admin
            .put(trigger, JSON, "{\"workflow\": \"nap\", \"signature\": {\"scheme\": \"github\"}}")
            .expect(200)
            .json();
    assertThat(changed.path("url").asText()).isEqualTo(url);
    assertThat(changed.path("workflow").asText()).isEqualTo("nap");

    admin.delete(trigger).expect(204);
    admin.delete(trigger).problem(404, "not-found");
    admin.get(trigger).problem(404, "not-found");
    assertThat(call(url).status()).isEqualTo(404);
    assertThat(admin.get(triggers).json().at("/triggers")).isEmpty();
  }

  @Test
  void settingsAreShownAndSecretsAreNot() {
    String setup =
        """
        {"workflow": "hello", "stateValues": {"a": 1.10}, "secretRequired": true,
         "signature": {"scheme": "slack", "secret": "%s", "tolerance": "PT2M"},
         "handshake": {"provider": "meta", "token": "%s"}, "uidFrom": {"pointer": "/event_id"},
         "mediaTypes": ["application/json", "text/plain"], "acceptedStatus": 200,
         "rate": {"perSecond": 5, "burst": 10}}
        """
            .formatted(FIRST, SECOND);
    Admin.Reply made = admin.put(trigger, JSON, setup).expect(201);
    assertThat(made.http().body()).doesNotContain(FIRST, SECOND);
    assertThat(made.text("/signature/tolerance")).isEqualTo("PT2M");
    assertThat(made.text("/handshake/provider")).isEqualTo("meta");
    assertThat(made.text("/uidFrom/pointer")).isEqualTo("/event_id");
    assertThat(made.http().body()).contains("1.10");
    assertThat(made.json().at("/mediaTypes")).hasSize(2);
    assertThat(made.json().at("/rate/burst").asInt()).isEqualTo(10);
    Admin.Reply secrets = admin.get(trigger + "/secrets").expect(200);
    assertThat(secrets.json().at("/secrets")).hasSize(3);
    String id = made.text("/url").replaceFirst(".*/", "");
    assertThat(secrets.http().body()).doesNotContain(FIRST, SECOND, id);
    assertThat(server.logged()).doesNotContain(FIRST, SECOND, id);
  }

  @Test
  void everyFaultOfASetupIsReportedAndNothingIsStored() {
    String faulty =
        """
        {"stateValues": [], "secretRequired": 1, "signature": {"scheme": "none", "secret": 1},
         "handshake": {"provider": "none"}, "uidFrom": {"cookie": "x"}, "mediaTypes": ["image/*"],
         "acceptedStatus": 204, "rate": {}, "more": 1}
        """;
    JsonNode errors =
        admin.put(trigger, JSON, faulty).problem(400, "malformed-request").json().at("/errors");
    assertThat(errors.findValuesAsText("pointer"))
        .contains(
            "/workflow",
            "/stateValues",
            "/secretRequired",
            "/signature/scheme",
            "/signature/secret",
            "/handshake/provider",
            "/uidFrom",
            "/mediaTypes",
            "/acceptedStatus",
            "/rate",
            "/more");
    admin.get(trigger).problem(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{",
        " ",
        "{\"workflow\": \"hello\", \"signature\": {\"scheme\": \"github\"}}",
        "{\"workflow\": \"hello\", \"signature\": {\"scheme\": \"svix\", \"secret\": \"no?b64\"}}",
        "{\"workflow\": \"hello\", \"signature\": {\"scheme\": \"github\", \"secret\":\"\\ud800\"}}",
        "{\"workflow\": \"hello\", \"handshake\": {\"provider\": \"meta\"}}",
        "{\"workflow\": \"hello\", \"handshake\": {\"provider\": \"dropbox\", \"secret\": \"\"}}",
        "{\"workflow\": \"hello\", \"handshake\": {\"provider\": \"meta\", \"token\": \"abcdabc\"}}",
        "{\"workflow\": \"hello\", \"signature\": {\"scheme\": \"github\", \"secret\":\"abcdabc\"}}"
      })
  void invalidSetupCreatesNoTrigger(String body) {
    Admin.Reply refused = admin.put(trigger, JSON, body).problem(400, "malformed-request");
    assertThat(refused.http().body()).doesNotContain("no?b64");
    admin.get(trigger).expect(404);
  }

  @Test
  void setupIsRefusedForTypeLengthNameAndWorkflow() {
    admin.put(trigger, "text/plain", "{}").problem(415, "unsupported-media-type");
    admin.put(trigger, JSON, " ".repeat(70_000)).problem(413, "too-large");
    String setup = GITHUB.formatted(FIRST);
    admin.put(triggers + "/%07", JSON, setup).problem(400, "malformed-request");
    admin.put(triggers + "/" + "x".repeat(201), JSON, setup).problem(400, "malformed-request");
    admin.put(WORKSPACES + "/none/triggers/x", JSON, setup).problem(404, "not-found");
    for (String workflow : new String[] {"none", UNKNOWN, "\\u0000", ".."}) {
      admin.put(trigger, JSON, setup.replace("hello", workflow)).problem(422, "no-such-workflow");
    }
    admin.get(triggers).expect(200);
    admin.get(WORKSPACES + "/none/triggers").problem(404, "not-found");
  }

  @Test
  void disabledTriggerIsNotFound() {
    String url = admin.put(trigger, JSON, "{\"workflow\": \"hello\"}").expect(201).text("/url");
    assertThat(call(url).status()).isEqualTo(202);
    admin.post(trigger + "/disable").expect(204);
    admin.post(trigger + "/disable").expect(204);
    assertThat(admin.get(trigger).json().path("enabled").asBoolean()).isFalse();
    call(url).problem(410, "gone");
    admin.post(trigger + "/enable").expect(204);
    assertThat(call(url).status()).isEqualTo(202);
    admin.post(triggers + "/none/enable").problem(404, "not-found");
    admin.post(triggers + "/none/disable").problem(404, "not-found");
  }

  @Test
  void oldAddressEndsAfterTheOverlap() {
    String first = admin.put(trigger, JSON, "{\"workflow\": \"hello\"}").expect(201).text("/url");
    String renew = trigger + "/renew";
    String second = admin.post(renew, "{\"overlap\": \"PT1H\"}").expect(201).text("/url");
    assertThat(second).isNotEqualTo(first);
    assertThat(call(first).status()).isEqualTo(202);
    assertThat(call(second).status()).isEqualTo(202);
    awaitWarning(trigger, "An old url");

    String third = admin.post(renew, "{\"overlap\": \"PT0S\"}").expect(201).text("/url");
    call(first).problem(404, "not-found");
    call(second).problem(404, "not-found");
    assertThat(call(third).status()).isEqualTo(202);
    assertThat(admin.get(trigger).json().has("warning")).isFalse();

    JsonNode addresses = admin.get(trigger + "/secrets").json().at("/secrets");
    assertThat(addresses).hasSize(3);
    String last = trigger + "/secrets/" + addresses.at("/2/id").asText();
    admin.delete(last).problem(409, "last-address");
    admin.delete(trigger + "/secrets/" + addresses.at("/0/id").asText()).expect(204);
    admin.post(renew, "{\"overlap\": \"P400D\"}").problem(400, "malformed-request");
    admin.post(triggers + "/none/renew").problem(404, "not-found");
  }

  @Test
  void useOfAnOldSecretIsWarnedOf() {
    admin.put(trigger, JSON, GITHUB.formatted(FIRST)).expect(201);
    String secrets = trigger + "/secrets";
    String rotation =
        "{\"purpose\": \"signature\", \"secret\": \"" + SECOND + "\", \"overlap\": \"PT1H\"}";
    String id = admin.post(secrets, rotation).expect(201).text("/id");
    assertThat(Shell.run(curl(trigger), FIRST)).contains("accepted");
    assertThat(Shell.run(curl(trigger), SECOND)).contains("accepted");
    awaitWarning(trigger, "An old secret of the signature");
    JsonNode listed = admin.get(secrets).json().at("/secrets");
    List<JsonNode> signatures = new ArrayList<>();
    listed.forEach(each -> signatures.add(each));
    signatures.removeIf(each -> !each.path("purpose").asText().equals("signature"));
    assertThat(signatures).hasSize(2);
    assertThat(signatures.get(0).has("warning")).isTrue();
    assertThat(signatures.get(1).path("id").asText()).isEqualTo(id);
    assertThat(signatures.get(1).has("warning")).isFalse();

    admin.delete(secrets + "/" + signatures.get(0).path("id").asText()).expect(204);
    assertThat(Shell.run(curl(trigger), FIRST)).contains("unauthenticated");
    assertThat(Shell.run(curl(trigger), SECOND)).contains("accepted");
    admin.delete(secrets + "/" + UNKNOWN).problem(404, "not-found");
    admin.delete(secrets + "/none").problem(404, "not-found");
  }

  @Test
  void everyFaultOfARotationIsReported() {
    admin.put(trigger, JSON, GITHUB.formatted(FIRST)).expect(201);
    String secrets = trigger + "/secrets";
    assertThat(faults(secrets, "{}")).hasSize(2);
    assertThat(
            faults(
                secrets, "{\"purpose\": \"address\", \"secret\": 1, \"overlap\": \"1\", \"x\": 1}"))
        .hasSize(4);
    assertThat(faults(secrets, "{\"purpose\": \"handshake\", \"secret\": \"abcdabcd\"}"))
        .hasSize(1);
    assertThat(faults(secrets, "{\"purpose\": \"signature\", \"secret\": \"abcdabc\"}")).hasSize(1);
    assertThat(faults(secrets, "{\"purpose\": \"signature\", \"secret\": \"\"}")).hasSize(1);
    assertThat(faults(secrets, "{\"purpose\": \"signature\", \"secret\": \"\\ud800 and more\"}"))
        .hasSize(1);
    admin.post(secrets).problem(415, "unsupported-media-type");
    admin.post(secrets, " ".repeat(70_000)).problem(413, "too-large");
    admin.get(triggers + "/none/secrets").problem(404, "not-found");
    admin.post(triggers + "/none/secrets", "{}").problem(404, "not-found");
  }

  /** Runs the printed command in a shell. */
  @ParameterizedTest
  @Tag("T4")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "none|{\"uidFrom\": {\"pointer\": \"/a!b/c/i'd $x\"}}",
        "none|{\"uidFrom\": {\"header\": \"x-id\"}, \"mediaTypes\": [\"text/plain\"]}",
        "s!e'c$r\\e\"t x|{\"signature\": {\"scheme\": \"github\"}}",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw|{\"signature\": {\"scheme\": \"standard-webhooks\"}}",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw|{\"signature\": {\"scheme\": \"svix\"}}",
        "a secret|{\"signature\": {\"scheme\": \"slack\"}, \"uidFrom\": {\"pointer\": \"/event_id\"}}",
        "a secret|{\"signature\": {\"scheme\": \"stripe\"}}",
        "a secret|{\"signature\": {\"scheme\": \"shopify\"}}",
        "a secret|{\"signature\": {\"scheme\": \"twitch\"}}",
        "a secret|{\"signature\": {\"scheme\": \"trello\"}}",
        "a secret|{\"signature\": {\"scheme\": \"linkedin\"}}",
        "a-secret|{\"signature\": {\"scheme\": \"bearer\"}}",
        "a secret|{\"signature\": {\"scheme\": \"basic\", \"user\": \"u $x!\"}}",
        "a secret|{\"signature\": {\"scheme\": \"hmac\", \"header\": \"x-sig\", \"separator\": \";\","
            + " \"prefix\": \"a$b!=\", \"algorithm\": \"sha512\", \"encoding\": \"hex\", \"signed\":"
            + " \"!$HOME`\\\"{timestamp}/{id}/{body}/{url}\", \"id\": {\"query\": \"i d\"},"
            + " \"timestamp\": {\"pointer\": \"/at\"}, \"time\": \"milliseconds\"}}"
      })
  void listedCommandCallsTheTrigger(String secret, String setup) {
    ObjectNode body = (ObjectNode) Json.read(setup);
    body.put("workflow", "hello");
    if (body.get("signature") instanceof ObjectNode signature) {
      signature.put("secret", secret);
    }
    admin.put(trigger, JSON, Json.write(body)).expect(201);
    String answer = Shell.run(curl(trigger), secret);
    assertThat(answer).as(curl(trigger)).contains("\"status\":\"accepted\"");
  }

  @Test
  void listedCommandSendsTheWorkspaceSecret() {
    String setup = "{\"workflow\": \"hello\", \"secretRequired\": true}";
    admin.put(trigger, JSON, setup).expect(201);
    assertThat(admin.get(trigger).text("/curlNote")).contains("SECRET");
    assertThat(Shell.run(curl(trigger), SECRET)).contains("\"status\":\"accepted\"");
    assertThat(Shell.run(curl(trigger), "wrong")).contains("unauthenticated");
  }

  @Test
  void listShowsTheLastCallAndItsOutcome() {
    admin.put(trigger, JSON, GITHUB.formatted(FIRST)).expect(201);
    assertThat(Shell.run(curl(trigger), "a wrong secret")).contains("unauthenticated");
    awaitOutcome("unauthenticated");
    assertThat(Shell.run(curl(trigger), FIRST)).contains("accepted");
    awaitOutcome("accepted");
    assertThat(admin.get(trigger).text("/lastSeenAt")).endsWith("Z");
  }

  @Test
  void keysAreListedAndSecretsAreReencrypted() {
    admin.put(trigger, JSON, GITHUB.formatted(FIRST)).expect(201);
    JsonNode shown = admin.get("/api/admin/encryption").expect(200).json();
    String current = shown.path("current").asText();
    assertThat(shown.at("/keys/0/id").asText()).isEqualTo(current);
    assertThat(shown.at("/keys/0/isConfigured").asBoolean()).isTrue();
    assertThat(shown.at("/keys/0/secrets").asLong()).isGreaterThanOrEqualTo(2);
    JsonNode done = admin.post("/api/admin/encryption/reencrypt").expect(200).json();
    assertThat(done.path("reencrypted").asLong()).isZero();
    assertThat(done.path("unopened").asLong()).isZero();
  }

  @Test
  void unauthenticatedCallsLearnAndChangeNothing() {
    admin.put(trigger, JSON, GITHUB.formatted(FIRST)).expect(201);
    Map<String, String> stranger = Map.of("Authorization", "", "Content-Type", JSON);
    byte[] body = "{\"workflow\": \"hello\"}".getBytes(StandardCharsets.UTF_8);
    for (String path :
        new String[] {triggers, trigger, trigger + "/secrets", "/api/admin/encryption"}) {
      admin.send("GET", path, stranger, new byte[0]).problem(401, "unauthenticated");
    }
    admin.send("PUT", trigger, stranger, body).problem(401, "unauthenticated");
    admin.send("DELETE", trigger, stranger, new byte[0]).problem(401, "unauthenticated");
    admin.send("POST", trigger + "/renew", stranger, body).problem(401, "unauthenticated");
    admin
        .send("POST", "/api/admin/encryption/reencrypt", stranger, new byte[0])
        .problem(401, "unauthenticated");
    Map<String, String> forged = Map.of("Sec-Fetch-Site", "cross-site", "Content-Type", JSON);
    admin.send("PUT", trigger, forged, body).problem(403, "cross-site");
    assertThat(admin.get(trigger).expect(200).text("/signature/scheme")).isEqualTo("github");
  }

  @Test
  void triggerReportsItsMissingWorkflow() {
    admin.put(workspace + "/workflows/short", YAML, HELLO).expect(201);
    String url = admin.put(trigger, JSON, "{\"workflow\": \"short\"}").expect(201).text("/url");
    admin.delete(workspace + "/workflows/short").expect(204);
    assertThat(call(url).expect(422).http().body()).contains("no-such-workflow");
    awaitOutcome("no-such-workflow");
  }

  private JsonNode faults(String path, String body) {
    return admin.post(path, body).problem(400, "malformed-request").json().at("/errors");
  }

  private String curl(String path) {
    return admin.get(path).expect(200).text("/curl");
  }

  /** Calls an address without credentials. */
  private Admin.Reply call(String url) {
    Map<String, String> headers = Map.of("Authorization", "", "Content-Type", JSON);
    String path = url.substring(server.base().toString().length());
    return admin.send("POST", path, headers, "{}".getBytes(StandardCharsets.UTF_8));
  }

  private void awaitWarning(String path, String warning) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get(path).text("/warning").contains(warning));
  }

  private void awaitOutcome(String outcome) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get(trigger).text("/lastOutcome").equals(outcome));
  }
}
