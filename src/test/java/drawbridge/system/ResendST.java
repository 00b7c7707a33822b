package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Ids;
import drawbridge.platform.json.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators send requests again, unchanged and edited. */
@Tag("O2")
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResendST {

  private static final String JSON = "application/json";
  private static final String SECRET = "a-secret-of-the-resend-tests";
  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet: {set: {text: '{{runtime.name}} {{request.resentFrom}} {{request.edited}}'}}
      """;

  private final Server server;
  private final String workspace = "r-" + UUID.randomUUID();
  private final String operator = "operator-" + UUID.randomUUID();
  private String trigger;

  ResendST(Server server) {
    this.server = server;
  }

  @BeforeAll
  void setUp() {
    assertThat(admin("PUT", "", "{\"secret\": \"" + SECRET + "\"}").statusCode()).isEqualTo(201);
    HttpResponse<String> saved =
        server.admin(
            "PUT", "workspaces/" + workspace + "/workflows/greet", "application/yaml", GREET);
    assertThat(saved.statusCode()).isEqualTo(201);
    HttpResponse<String> made =
        admin(
            "PUT",
            "/triggers/hook",
            "{\"split\": \"/events\", \"uidFrom\": {\"pointer\": \"/id\"}, \"keepRefused\": 5,"
                + " \"secretRequired\": true, \"routes\": [{\"when\": \".runtime.n | startswith(\\\"a\\\")\","
                + " \"workflow\": \"greet\"}, {\"when\": \"true\", \"workflow\": \"greet\"}]}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    trigger = URI.create(Json.read(made.body()).path("url").asText()).getPath();
    server.admin(
        "PUT",
        "operators/" + operator,
        JSON,
        "{\"role\": \"operator\", \"password\": \"a-long-password-of-an-operator\"}");
  }

  private HttpResponse<String> admin(String method, String path, String body) {
    return server.admin(method, "workspaces/" + workspace + path, JSON, body);
  }

  private HttpResponse<String> resend(String request, String body) {
    return admin("POST", "/requests/" + request + "/resend", body);
  }

  private HttpResponse<String> resendAsOperator(String request, String body) {
    String credentials =
        Base64.getEncoder()
            .encodeToString(
                (operator + ":a-long-password-of-an-operator").getBytes(StandardCharsets.UTF_8));
    return server.postWith(
        Map.of("Authorization", "Basic " + credentials),
        "/api/admin/workspaces/" + workspace + "/requests/" + request + "/resend",
        body);
  }

  private String post(String body) {
    return requestId(server.postWith(SECRET, "/api/inbound/" + workspace, body));
  }

  private static String requestId(HttpResponse<String> reply) {
    return Json.read(reply.body()).path("requestId").asText();
  }

  private JsonNode get(String path) {
    return Json.read(admin("GET", path, "").body());
  }

  private String textOfTheRunOf(String request) {
    JsonNode run =
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> get("/runs?request=" + request).at("/runs/0"),
                it -> it.path("status").asText().equals("succeeded"));
    return get("/runs/" + run.path("runId").asText()).at("/output/text").asText();
  }

  @Test
  void requestThatHasRunsStartsNewOnesWithoutAClaimAfterConfirmation() {
    String first = post("{\"workflow\": \"greet\", \"uid\": \"one\", \"name\": \"Ada\"}");
    assertThat(resend(first, "").statusCode()).isEqualTo(409);
    assertThat(get("/runs?request=" + first).path("runs")).hasSize(1);

    HttpResponse<String> sent = resendAsOperator(first, "{\"confirmed\": true}");
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    String again = requestId(sent);
    assertThat(textOfTheRunOf(again)).isEqualTo("Ada " + first + " ");
    JsonNode row = get("/requests/" + again);
    assertThat(row.path("resentFrom").asText()).isEqualTo(first);
    assertThat(row.has("edited")).isFalse();
    assertThat(row.at("/results/0/status").asText()).isEqualTo("accepted");
    assertThat(
            Json.read(
                    server
                        .postWith(
                            SECRET,
                            "/api/inbound/" + workspace,
                            "{\"workflow\": \"greet\", \"uid\": \"one\", \"name\": \"Ada\"}")
                        .body())
                .at("/results/0/status")
                .asText())
        .as("the claim is that of the first run")
        .isEqualTo("duplicate");
  }

  @Test
  void oneIdIsSentOnce() {
    String first = post("{\"workflow\": \"greet\", \"name\": \"Ada\"}");
    String id = Ids.next(System.currentTimeMillis());
    String body = "{\"confirmed\": true, \"id\": \"" + id + "\"}";
    assertThat(resend(first, body).statusCode()).isEqualTo(201);
    assertThat(resend(first, body).statusCode()).isEqualTo(200);
    assertThat(get("/runs?request=" + id).path("runs")).hasSize(1);
    String old = Ids.next(System.currentTimeMillis() - 7_200_000);
    assertThat(resend(first, "{\"confirmed\": true, \"id\": \"" + old + "\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void editedRequestNeedsAnAdminAndIsAuditedWithItsDifference() {
    String first = post("{\"workflow\": \"greet\", \"uid\": \"two\", \"name\": \"Ada\"}");
    String edit =
        "{\"confirmed\": true, \"headers\": {\"X-Why\": \"test\"}, \"body\":"
            + " {\"workflow\": \"greet\", \"uid\": \"two\", \"name\": \"Grace\"}}";
    assertThat(resendAsOperator(first, edit).statusCode()).isEqualTo(403);
    HttpResponse<String> sent = resend(first, edit);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    assertThat(textOfTheRunOf(requestId(sent))).isEqualTo("Grace " + first + " true");
    String audit = server.admin("GET", "audit", JSON, "").body();
    assertThat(audit)
        .contains("request.resend-edited", "header x-why: none → test", "/name: ")
        .contains("Grace");
  }

  @Test
  void headersThatAuthenticateCannotBeSet() {
    String first = post("{\"workflow\": \"greet\", \"name\": \"Ada\"}");
    for (String name : List.of("Inbound-Webhook-Secret", "authorization", "COOKIE")) {
      HttpResponse<String> refused =
          resend(first, "{\"confirmed\": true, \"headers\": {\"" + name + "\": \"x\"}}");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("/headers/" + name, "cannot be set");
    }
    for (String headers : List.of("[]", "{\"a b\": \"x\"}", "{\"a\": 1}", "{\"a\": \"x\\ny\"}")) {
      assertThat(resend(first, "{\"confirmed\": true, \"headers\": " + headers + "}").statusCode())
          .as(headers)
          .isEqualTo(400);
    }
    assertThat(get("/requests/" + first).has("resentFrom")).isFalse();
  }

  @Test
  void refusedElementKeepsItsUidAndTheOthersStartWithoutAClaim() {
    HttpResponse<String> mixed =
        server.postWith(
            SECRET,
            trigger,
            "{\"events\": [{\"id\": \"e1\", \"n\": \"x\", \"name\": \"Ada\"},"
                + " {\"id\": \"e2\", \"n\": 7, \"name\": \"Grace\"}]}");
    assertThat(mixed.statusCode()).as(mixed.body()).isEqualTo(207);
    String first = requestId(mixed);
    HttpResponse<String> sent =
        resend(
            first,
            "{\"confirmed\": true, \"body\": {\"events\": [{\"id\": \"e1\", \"n\": \"x\", \"name\":"
                + " \"Ada\"}, {\"id\": \"e2\", \"n\": \"7\", \"name\": \"Grace\"}]}}");
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    JsonNode results = get("/requests/" + requestId(sent)).path("results");
    assertThat(results.at("/0/status").asText()).isEqualTo("accepted");
    assertThat(results.at("/0").has("uid")).as("without a claim").isFalse();
    assertThat(results.at("/1/status").asText()).isEqualTo("accepted");
    assertThat(results.at("/1/uid").asText()).isNotEmpty();
    HttpResponse<String> third =
        server.postWith(SECRET, trigger, "{\"events\": [{\"id\": \"e2\", \"n\": \"7\"}]}");
    String duplicate = Json.read(third.body()).at("/results/0/uid").asText();
    assertThat(duplicate).isEqualTo(results.at("/1/uid").asText());
    assertThat(Json.read(third.body()).at("/results/0/status").asText()).isEqualTo("duplicate");
  }

  @Test
  void wholeRefusedRequestIsCorrectedAndSent() {
    HttpResponse<String> refused = server.postWith(SECRET, trigger, "{\"none\": 1}");
    assertThat(refused.statusCode()).isEqualTo(400);
    String first = requestId(refused);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> get("/requests/" + first).has("refusal"));
    HttpResponse<String> again = resend(first, "");
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("/events");
    HttpResponse<String> sent =
        resend(
            first, "{\"body\": {\"events\": [{\"id\": \"e9\", \"n\": \"x\", \"name\": \"Ada\"}]}}");
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    assertThat(textOfTheRunOf(requestId(sent))).isEqualTo("Ada " + first + " true");
  }
}
