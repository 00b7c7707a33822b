package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call for workspaces, their secrets, uids and rejections, with successes and errors. */
class AdminTenancyST extends AdminSuite {

  private final Server server;

  AdminTenancyST(Server server) {
    super(server);
    this.server = server;
  }

  @Test
  @Tag("C2")
  void workspaceIsCreatedAndRemoved() {
    String path = workspace + "-2";
    String secret = admin.put(path).expect(201).text("/secret");
    assertThat(UUID.fromString(secret)).hasToString(secret);
    admin.put(path).problem(409, "workspace-exists");
    assertThat(admin.get(path).expect(200).text("/name")).isEqualTo(name + "-2");
    assertThat(admin.get(WORKSPACES).expect(200).http().body()).contains(name + "-2");
    admin.webhook(name + "-2", secret, "{\"workflow\": \"none\"}").expect(422);

    admin.delete(path).expect(204);
    admin.get(path).problem(404, "not-found");
    admin.delete(path).problem(404, "not-found");
    admin.webhook(name + "-2", secret, "{\"workflow\": \"none\"}").problem(401, "unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"secret\": 1}", "{\"secret\": \"short\"}", "{\"x\": 1}", "[]", "{", " "})
  void invalidBodyCreatesNoWorkspace(String body) {
    String problem =
        admin.put(workspace + "-3", JSON, body).problem(400, "malformed-request").http().body();
    assertThat(problem).doesNotContain("short");
    admin.get(workspace + "-3").expect(404);
  }

  @Test
  void bodyIsRefusedForTypeLengthAndName() {
    admin.put(workspace + "-3", "text/plain", "{}").problem(415, "unsupported-media-type");
    admin.put(workspace + "-3", JSON, " ".repeat(70_000)).problem(413, "too-large");
    admin.put(workspace + "%20x").problem(400, "malformed-request");
    admin.put(WORKSPACES + "/" + "x".repeat(101)).problem(400, "malformed-request");
  }

  @Test
  void workspaceWithUnfinishedRunsIsRemovedByForceOnly() {
    String run = run("{\"workflow\": \"nap\"}");
    admin.delete(workspace).problem(409, "unfinished-runs");
    admin.delete(workspace + "?force=yes").problem(400, "malformed-request");
    admin.get(workspace + "/runs/" + run).expect(200);

    admin.delete(workspace + "?force=true").expect(204);
    admin.get(workspace).problem(404, "not-found");
    admin.put(workspace, JSON, "{\"secret\": \"" + SECRET + "\"}").expect(201);
    admin.get(workspace + "/runs/" + run).problem(404, "not-found");
    assertThat(admin.get(workspace + "/runs").json().at("/runs")).isEmpty();
  }

  @Test
  void secretsAreRotatedAndNeverShownAgain() {
    String secrets = workspace + "/secrets";
    String second = admin.post(secrets, "{\"overlap\": \"PT1H\"}").expect(201).text("/secret");
    assertThat(startsHello(SECRET)).isTrue();
    assertThat(startsHello(second)).isTrue();
    JsonNode listed = admin.get(secrets).expect(200).json().at("/secrets");
    assertThat(listed).hasSize(2);
    assertThat(listed.at("/0").has("retiresAt")).isTrue();
    assertThat(listed.at("/1").has("retiresAt")).isFalse();
    assertThat(listed.at("/1").has("lastUsedAt")).isTrue();
    assertThat(listed.toString()).doesNotContain(second, SECRET);

    String chosen = "{\"secret\": \"chosen by us\", \"overlap\": \"PT0S\"}";
    admin.post(secrets, chosen).expect(201);
    assertThat(startsHello(SECRET)).isFalse();
    assertThat(startsHello(second)).isFalse();
    assertThat(startsHello("chosen by us")).isTrue();

    String id = admin.get(secrets).json().at("/secrets/2/id").asText();
    admin.delete(secrets + "/" + id).expect(204);
    admin.delete(secrets + "/" + id).problem(404, "not-found");
    assertThat(startsHello("chosen by us")).isFalse();
  }

  @Test
  void everyFaultOfARotationIsReported() {
    String secrets = workspace + "/secrets";
    String body = "{\"secret\": \" x\", \"overlap\": \"24h\", \"more\": 1}";
    assertThat(admin.post(secrets, body).problem(400, "malformed-request").json().at("/errors"))
        .hasSize(3);
    admin.post(secrets, "{\"overlap\": \"P400D\"}").problem(400, "malformed-request");
    admin.delete(secrets + "/none").problem(404, "not-found");
    admin.body("POST", secrets, "text/plain", "{}").problem(415, "unsupported-media-type");
    admin.post(secrets, " ".repeat(70_000)).problem(413, "too-large");
    admin.post(WORKSPACES + "/none/secrets").problem(404, "not-found");
    admin.get(WORKSPACES + "/none/secrets").problem(404, "not-found");
  }

  @ParameterizedTest
  @Tag("D4")
  @ValueSource(
      strings = {"plain", "a/b", "a//b", "a b", "ü;x", "50%25", "a?b#c", "..x", "+1", "/", ".."})
  void uidIsVerifiedAndReleased(String uid) {
    String webhook = "{\"workflow\": \"hello\", \"uid\": \"" + uid + "\", \"name\": \"Ada\"}";
    admin.webhook(name, SECRET, webhook).expect(202);
    admin.webhook(name, SECRET, webhook.replace("Ada", "Bob")).expect(200);
    String question = "{\"uids\": [\"" + uid + "\", \"unknown\"]}";
    JsonNode word = admin.post(workspace + "/verify", question).expect(200).json();
    assertThat(word.at("/results/0/status").asText()).isEqualTo("accepted");
    assertThat(word.at("/results/0/conflicts").asInt()).isEqualTo(1);
    assertThat(word.at("/counts/unknown").asInt()).isEqualTo(1);

    boolean isForPaths = !uid.contains("/") && !uid.equals("..");
    String uids = workspace + "/uids";
    admin
        .delete(isForPaths ? uids + "/" + encoded(uid) : uids + "?uid=" + encoded(uid))
        .expect(204);
    admin.delete(uids + "?uid=" + encoded(uid)).problem(404, "not-found");
    admin.webhook(name, SECRET, webhook).expect(202);
  }

  @Test
  void invalidVerifyAndReleaseAreRefused() {
    String verify = workspace + "/verify";
    admin.post(verify).problem(415, "unsupported-media-type");
    admin.post(verify, "{}").problem(400, "malformed-request");
    admin.post(verify, "{\"uids\": [null, 1.5, \"\"]}").problem(400, "malformed-request");
    admin
        .post(verify, "{\"uids\": [" + "1,".repeat(1000) + "1]}")
        .problem(400, "malformed-request");
    admin.post(verify, " ".repeat(70_000)).problem(413, "too-large");
    admin.post(WORKSPACES + "/none/verify", "{\"uids\": []}").problem(404, "not-found");
    admin.delete(workspace + "/uids").problem(400, "malformed-request");
    admin.delete(workspace + "/uids/" + "x".repeat(256)).problem(404, "not-found");
    admin.delete(workspace + "/uids/a;b").problem(404, "not-found");
    server.admin(
        "DELETE", "workspaces/" + name + "/uids/..", "text/plain", ""); // servers.md has the reply
    admin.get(workspace).expect(200);
  }

  @Test
  void rejectionsAreCounted() {
    admin.webhook(name, SECRET, "{\"workflow\": 1}").expect(400);
    admin.webhook(name, SECRET, "{\"workflow\": \"none\"}").expect(422);
    admin.webhook(name, "a wrong secret", "{}").expect(401);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get(workspace + "/rejections").json().at("/rejections").size() == 3);
    String rejections = admin.get(workspace + "/rejections").expect(200).http().body();
    assertThat(rejections).contains("malformed", "no-such-workflow", "unauthenticated");
    assertThat(rejections).doesNotContain("a wrong secret");
    admin.get(WORKSPACES + "/none/rejections").problem(404, "not-found");
  }
}
