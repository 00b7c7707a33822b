package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static drawbridge.system.Admin.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every call of the operators, its successes and its errors; each test in a workspace of its own.
 */
@ExtendWith(SharedServer.class)
class AdminApiST {

  private static final String SECRET = "secret-of-this-workspace";
  private static final String NOBODY = "01a20cde-4104-731a-8085-84d3e2b8d11f";
  private static final String HELLO =
      """
      # says hello
      document: {dsl: '1.0.0', namespace: tests, name: hello, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: 'Hello, {{runtime.name}}!', price: 1.10}
      """;
  private static final String NAP =
      """
      document: {dsl: '1.0.0', namespace: tests, name: nap, version: '1.0.0'}
      do:
        - nap:
            wait: {minutes: 10}
      """;
  private static final String FAILS =
      """
      document: {dsl: '1.0.0', namespace: tests, name: fails, version: '1.0.0'}
      do:
        - stop:
            raise: {error: {type: 'https://example.org/broken', status: 500, title: Broken}}
      """;

  private final Admin admin;
  private final String name = "w-" + UUID.randomUUID();
  private final String workspace = WORKSPACES + "/" + name;

  AdminApiST(Server server) {
    this.admin = new Admin(server.base());
  }

  @BeforeEach
  void furnish() {
    admin.put(workspace, JSON, "{\"secret\": \"" + SECRET + "\"}").expect(201);
    admin.put(workspace + "/workflows/hello", YAML, HELLO).expect(201);
    admin.put(workspace + "/workflows/nap", YAML, NAP).expect(201);
    admin.put(workspace + "/workflows/fails", YAML, FAILS).expect(201);
  }

  @Test
  @Tag("C2")
  void workspacesComeAndGo() {
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
  void aBadBodyMakesNoWorkspace(String body) {
    String problem =
        admin.put(workspace + "-3", JSON, body).problem(400, "malformed-request").http().body();
    assertThat(problem).doesNotContain("short");
    admin.get(workspace + "-3").expect(404);
  }

  @Test
  void aBodyIsRefusedForItsTypeItsLengthAndItsName() {
    admin.put(workspace + "-3", "text/plain", "{}").problem(415, "unsupported-media-type");
    admin.put(workspace + "-3", JSON, " ".repeat(70_000)).problem(413, "too-large");
    admin.put(workspace + "%20x").problem(400, "malformed-request");
    admin.put(WORKSPACES + "/" + "x".repeat(101)).problem(400, "malformed-request");
  }

  @Test
  void aWorkspaceWithUnfinishedRunsIsRemovedByForceOnly() {
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
  void aRotationSaysEveryFaultOfItsBody() {
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

  @Test
  void aWorkflowHasVersionsInBothForms() {
    String hello = workspace + "/workflows/hello";
    assertThat(admin.put(hello, YAML, HELLO).expect(200).text("/version")).isEqualTo("1");
    assertThat(admin.put(hello, "text/yaml", HELLO + "#").expect(200).text("/version"))
        .isEqualTo("2");
    assertThat(admin.get(hello).expect(200).http().body()).isEqualTo(HELLO + "#");
    assertThat(admin.get(hello + "/versions/1").expect(200).http().body()).isEqualTo(HELLO);
    String json = admin.get(hello, JSON).expect(200).http().body();
    assertThat(json).contains("1.10").doesNotContain("#");
    assertThat(admin.put(hello, JSON, json).expect(200).text("/version")).isEqualTo("3");
    assertThat(admin.get(hello, YAML).expect(200).http().body()).contains("greet:");
    admin.get(hello, "image/png").problem(406, "not-acceptable");
    admin.get(hello + "/versions/1", "image/png").problem(406, "not-acceptable");
    assertThat(admin.get(hello + "/versions").expect(200).json().at("/versions")).hasSize(3);
    admin.get(hello + "/versions/4").problem(404, "not-found");
    admin.get(hello + "/versions/x").problem(404, "not-found");
    admin.delete(hello).expect(204);
    admin.get(hello).problem(404, "not-found");
    admin.get(hello + "/versions").problem(404, "not-found");
    admin.delete(hello).problem(404, "not-found");
  }

  @Test
  void aFaultyDefinitionIsNotStored() {
    String path = workspace + "/workflows/faulty";
    for (String text :
        List.of("", "\ta: 1", "a: &a [*a]", "a: 1\na: 2", "do: 1", "[".repeat(9999))) {
      JsonNode errors = admin.put(path, YAML, text).problem(422, "faulty-definition").json();
      assertThat(errors.at("/errors/0/line").asInt()).as(text).isPositive();
    }
    admin.put(path, JSON, HELLO).problem(422, "faulty-definition");
    admin.put(path + "?validate=true", YAML, "do: 1").problem(422, "faulty-definition");
    assertThat(admin.put(path + "?validate=true", YAML, HELLO).expect(200).text("/valid"))
        .isEqualTo("true");
    admin.put(path + "?validate=1", YAML, HELLO).problem(400, "malformed-request");
    admin.put(path, "text/plain", HELLO).problem(415, "unsupported-media-type");
    admin.put(path, YAML, HELLO + "#".repeat(1 << 20)).problem(413, "too-large");
    admin.get(path).problem(404, "not-found");
    String whole = HELLO + "#".repeat((1 << 20) - HELLO.length());
    admin.put(path, YAML, whole).expect(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "über €😀", "a/b", "a%b", "a+b", "a;b", "a?b#c", "versions", "200"})
  void aWorkflowMayHaveAnyName(String free) {
    String called = free.equals("200") ? "x".repeat(200) : free;
    String path = workspace + "/workflows/" + encoded(called);
    assertThat(admin.put(path, YAML, HELLO).expect(201).text("/name")).isEqualTo(called);
    admin.get(path + "/versions/1").expect(200);
    assertThat(admin.get(workspace + "/workflows").http().body()).contains(called);
    assertThat(found("?workflow=" + encoded(called))).isEmpty();
    admin.delete(path).expect(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "%2e%2e", "%20", "a%0Ab", "a;b", "x/"})
  void aNameThatAPathCannotCarryIsRefused(String encoded) {
    assertThat(admin.put(workspace + "/workflows/" + encoded, YAML, HELLO).status()).isIn(400, 404);
    assertThat(admin.get(workspace + "/workflows").json().at("/workflows")).hasSize(3);
  }

  @Test
  @Tag("X10")
  void aPausedWorkflowHoldsItsRuns() {
    String hello = workspace + "/workflows/hello";
    admin.post(hello + "/pause").expect(204);
    admin.post(hello + "/pause").expect(204);
    String run = accepted("{\"workflow\": \"hello\", \"name\": \"Ada\"}", "wait=1");
    assertThat(admin.get(workspace + "/runs/" + run).text("/status")).isEqualTo("queued");
    admin.post(hello + "/resume").expect(204);
    awaitStatus(run, "succeeded");
    admin.post(workspace + "/workflows/none/pause").problem(404, "not-found");
    admin.post(workspace + "/workflows/none/resume").problem(404, "not-found");
  }

  @Test
  void runsAreFoundAndShown() {
    String first =
        run("{\"workflow\": \"hello\", \"uid\": \"one\", \"name\": \"100% \\\"Ada\\\"\"}");
    String second = run("{\"workflow\": \"fails\"}");
    String third = run("{\"workflow\": \"nap\"}");
    awaitStatus(third, "waiting");
    assertThat(found("")).containsExactly(third, second, first);
    assertThat(found("?status=failed")).containsExactly(second);
    assertThat(found("?workflow=nap")).containsExactly(third);
    assertThat(found("?uid=one")).containsExactly(first);
    assertThat(found("?q=" + encoded("0% \"A"))).containsExactly(first);
    assertThat(found("?from=2026-01-01T00:00:00%2B01:00")).hasSize(3);
    assertThat(found("?to=2026-01-01T00:00:00Z")).isEmpty();
    JsonNode shown = admin.get(workspace + "/runs/" + first).expect(200).json();
    assertThat(shown.at("/output/greeting").asText()).isEqualTo("Hello, 100% \"Ada\"!");
    assertThat(found("?request=" + shown.at("/requestId").asText())).containsExactly(first);
    assertThat(admin.get(workspace + "/runs/" + second).json().at("/problem/title").asText())
        .isEqualTo("Broken");
    JsonNode steps = admin.get(workspace + "/runs/" + first + "/steps").expect(200).json();
    assertThat(steps.at("/steps/0/task").asText()).isEqualTo("greet");
    admin.get(workspace + "/runs/" + NOBODY).problem(404, "not-found");
    admin.get(workspace + "/runs/none/steps").problem(404, "not-found");
    admin.get(WORKSPACES + "/default/runs/" + first).problem(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=done",
        "request=1",
        "from=yesterday",
        "to=2026-01-01",
        "cursor=1",
        "limit=0",
        "limit=201",
        "limit=1&limit=2",
        "from=-1000000000-01-01T00:00:00Z",
        "q=%00",
        "unknown=1"
      })
  void aSearchThatIsNotUnderstoodIsRefused(String query) {
    admin.get(workspace + "/runs?" + query).problem(400, "malformed-request");
  }

  @Test
  void pagesMissNothingAndRepeatNothingWhileRunsArrive() {
    List<String> before = new ArrayList<>();
    String batch = "{}" + ", {}".repeat(24);
    admin
        .webhook(name, SECRET, "{\"workflow\": \"hello\", \"batch\": [" + batch + "]}")
        .expect(202);
    before.addAll(found("?limit=200"));
    assertThat(before).hasSize(25);

    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          admin
              .get(workspace + "/runs?limit=4" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .json();
      page.at("/runs").forEach(run -> seen.add(run.at("/runId").asText()));
      cursor = page.path("next").asText("");
      run("{\"workflow\": \"hello\"}");
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(before);
  }

  @Test
  @Tag("X10")
  void aRunIsCancelled() {
    String run = run("{\"workflow\": \"nap\"}");
    admin.post(workspace + "/runs/" + run + "/cancel").expect(202);
    awaitStatus(run, "cancelled");
    admin.post(workspace + "/runs/" + run + "/cancel").expect(202);
    admin.post(workspace + "/runs/" + NOBODY + "/cancel").problem(404, "not-found");
  }

  @Test
  void aRunIsReplayedAndTheOriginalKept() {
    String run = run("{\"workflow\": \"hello\", \"name\": \"Ada\"}");
    String path = workspace + "/runs/" + run;
    admin.put(workspace + "/workflows/hello", YAML, HELLO.replace("Hello", "Goodbye")).expect(200);
    Admin.Reply made = admin.post(path + "/replay").expect(201);
    awaitStatus(made.text("/runId"), "succeeded");
    assertThat(admin.get(made.text("/location")).text("/output/greeting")).isEqualTo("Hello, Ada!");
    String latest =
        admin.post(path + "/replay", "{\"definition\": \"latest\"}").expect(201).text("/runId");
    awaitStatus(latest, "succeeded");
    assertThat(admin.get(workspace + "/runs/" + latest).text("/output/greeting"))
        .isEqualTo("Goodbye, Ada!");
    assertThat(admin.get(path).json().at("/lineage/replays")).hasSize(2);

    admin.post(path + "/replay", "{\"definition\": \"x\"}").problem(400, "malformed-request");
    admin.body("POST", path + "/replay", "text/plain", "{}").problem(415, "unsupported-media-type");
    admin.post(path + "/replay", " ".repeat(70_000)).problem(413, "too-large");
    admin.post(workspace + "/runs/none/replay").problem(404, "not-found");
    admin.delete(workspace + "/workflows/hello").expect(204);
    admin.post(path + "/replay", "{\"definition\": \"latest\"}").problem(422, "cannot-replay");
    admin.post(path + "/replay").expect(201);
  }

  @ParameterizedTest
  @Tag("D4")
  @ValueSource(
      strings = {"plain", "a/b", "a//b", "a b", "ü;x", "50%25", "a?b#c", "..x", "+1", "/", ".."})
  void aUidIsVerifiedAndReleased(String uid) {
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
  void whatVerifyAndReleaseDoNotUnderstandIsRefused() {
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
    admin.delete(workspace + "/uids/..").expect(404);
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

  private boolean startsHello(String secret) {
    return admin.webhook(name, secret, "{\"workflow\": \"hello\"}").status() == 202;
  }

  private List<String> found(String query) {
    List<String> ids = new ArrayList<>();
    admin
        .get(workspace + "/runs" + query)
        .expect(200)
        .json()
        .at("/runs")
        .forEach(run -> ids.add(run.at("/runId").asText()));
    return ids;
  }

  /** Starts a run and, unless it naps, waits for its end. */
  private String run(String webhook) {
    return accepted(webhook, webhook.contains("nap") ? "" : "wait=10");
  }

  private String accepted(String webhook, String prefer) {
    Map<String, String> headers =
        Map.of("Content-Type", JSON, "Inbound-Webhook-Secret", SECRET, "Prefer", prefer);
    byte[] body = webhook.getBytes(StandardCharsets.UTF_8);
    return admin
        .send("POST", "/api/inbound/" + name, headers, body)
        .expect(202)
        .text("/results/0/runId");
  }

  private void awaitStatus(String run, String status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get(workspace + "/runs/" + run).text("/status").equals(status));
    assertThat(Instant.parse(admin.get(workspace + "/runs/" + run).text("/acceptedAt")))
        .isNotNull();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
