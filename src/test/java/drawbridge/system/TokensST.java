package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.openapi.Description;
import drawbridge.operator.entity.Scope;
import drawbridge.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** API tokens over HTTP: each scope against each kind of call, and what ends a token (O1). */
@Tag("O1")
class TokensST extends AdminSuite {

  private static final String WORKSPACES = Admin.WORKSPACES + "/";
  private static final String TOKENS = "/api/admin/tokens";
  private static final String OPERATORS = "/api/admin/operators/";
  private static final String PASSWORD = "a-long-password-of-tokens";

  /** The calls outside of one workspace that a limited token may make. */
  private static final Set<String> WORKSPACE_FILTERED =
      Set.of(
          "GET /api/admin/workspaces",
          "GET /api/admin/me",
          "GET /api/admin/server",
          "POST /api/admin/format",
          "GET /api/admin/presets",
          "GET /api/admin/presets/{preset}");

  private final Server server;
  private final String owner = "o-" + UUID.randomUUID();
  private final List<String> values = new ArrayList<>();

  TokensST(Server server) {
    super(server);
    this.server = server;
  }

  @BeforeEach
  void createOwner() {
    setOwner("{\"role\": \"admin\", \"password\": \"" + PASSWORD + "\"}").expect(201);
  }

  private Admin.Reply setOwner(String change) {
    return admin.put(OPERATORS + owner, Admin.JSON, change);
  }

  /** No value is in the log of the server. */
  @AfterEach
  void scanTheLog() {
    String log = server.logged();
    values.forEach(value -> assertThat(log.contains(value.substring(4))).isFalse());
  }

  private Admin.Reply send(String authorization, String method, String path, String body) {
    return admin.send(
        method,
        path,
        Map.of("Authorization", authorization, "Content-Type", Admin.JSON),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private Admin.Reply with(String token, String method, String path) {
    return admin.send(method, path, Map.of("Authorization", "Bearer " + token), new byte[0]);
  }

  private String token(String tokenName, String members) {
    String body = "{\"name\": \"" + tokenName + "\", " + members + "}";
    String value =
        send(Admin.basic(owner, PASSWORD), "POST", TOKENS, body).expect(201).text("/value");
    values.add(value);
    return value;
  }

  private String token(Scope scope) {
    return token("t-" + scope.name(), "\"scopes\": [\"" + scope.text() + "\"]");
  }

  private String limited() {
    return token("limited", "\"scopes\": [\"admin\"], \"workspaces\": [\"" + name + "\"]");
  }

  private record Call(Scope needs, String method, String path, String mediaType, String body) {
    static Call of(Scope needs, String method, String path, String body) {
      return new Call(needs, method, path, Admin.JSON, body);
    }
  }

  private List<Call> calls() {
    String run = run("{\"workflow\": \"hello\"}");
    String request = admin.get(workspace + "/runs/" + run).text("/requestId");
    String resend = workspace + "/requests/" + request + "/resend";
    run("{\"workflow\": \"fails\"}");
    String issue =
        workspace + "/issues/" + admin.get(workspace + "/issues").expect(200).text("/issues/0/id");
    String other = "other-" + UUID.randomUUID();
    String old = "old-" + UUID.randomUUID();
    admin.put(WORKSPACES + old).expect(201);
    admin.put(OPERATORS + old, Admin.JSON, "{\"role\": \"viewer\"}").expect(201);
    return List.of(
        Call.of(Scope.READ, "GET", workspace + "/runs", ""),
        Call.of(Scope.READ, "GET", "/api/admin/audit", ""),
        Call.of(Scope.READ, "GET", TOKENS, ""),
        Call.of(Scope.READ, "POST", workspace + "/verify", "{\"uids\": [\"a\"]}"),
        new Call(Scope.READ, "POST", "/api/admin/format", Admin.YAML, HELLO),
        Call.of(Scope.RUN, "POST", issue + "/replay", "{}"),
        Call.of(Scope.RUN, "POST", workspace + "/runs/" + run + "/replay", "{}"),
        Call.of(Scope.RUN, "POST", workspace + "/replays", "{\"query\": {\"uid\": \"none\"}}"),
        Call.of(Scope.RUN, "POST", resend, "{\"confirmed\": true}"),
        Call.of(
            Scope.REQUESTS_EDIT,
            "POST",
            resend,
            "{\"confirmed\": true, \"body\": {\"workflow\": \"hello\", \"name\": \"Ada\"}}"),
        Call.of(Scope.OPERATE, "POST", workspace + "/runs/" + run + "/cancel", ""),
        Call.of(Scope.OPERATE, "PATCH", issue, "{\"state\": \"acknowledged\"}"),
        Call.of(Scope.OPERATE, "POST", workspace + "/workflows/hello/pause", ""),
        Call.of(Scope.OPERATE, "POST", workspace + "/workflows/hello/resume", ""),
        new Call(Scope.ADMIN, "PUT", workspace + "/workflows/hello", Admin.YAML, HELLO),
        Call.of(Scope.ADMIN, "POST", workspace + "/secrets", "{}"),
        Call.of(Scope.ADMIN, "PUT", WORKSPACES + other, "{}"),
        Call.of(Scope.ADMIN, "DELETE", WORKSPACES + old, ""),
        Call.of(Scope.ADMIN, "PUT", OPERATORS + other, "{\"role\": \"viewer\"}"),
        Call.of(Scope.ADMIN, "DELETE", OPERATORS + old, ""),
        Call.of(Scope.ADMIN, "POST", "/api/admin/encryption/reencrypt", ""),
        Call.of(
            Scope.ADMIN, "POST", TOKENS, "{\"name\": \"" + other + "\", \"scopes\": [\"mcp\"]}"));
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void scopePermitsItsCallsOnly(Scope scope) {
    String token = token(scope);
    int permitted = 0;
    for (Call call : calls()) {
      Map<String, String> headers =
          Map.of("Authorization", "Bearer " + token, "Content-Type", call.mediaType());
      byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
      Admin.Reply reply = admin.send(call.method(), call.path(), headers, body);
      if (scope.includes(call.needs())) {
        permitted++;
        assertThat(reply.status()).as(call + " " + reply.http().body()).isBetween(200, 204);
      } else {
        reply.problem(403, "not-allowed");
        assertThat(reply.text("/detail"))
            .contains("needs the scope", owner + " (token t-" + scope.name() + ")");
      }
    }
    assertThat(permitted).isEqualTo(expectedCalls(scope));
  }

  private static int expectedCalls(Scope scope) {
    return switch (scope) {
      case READ -> 5;
      case RUN -> 9;
      case REQUESTS_EDIT -> 6;
      case OPERATE -> 13;
      case ADMIN -> 22;
      case MCP -> 0;
    };
  }

  @Test
  void tokenForMcpMakesNoCall() {
    String token = token(Scope.MCP);
    for (String operation : adminOperations()) {
      String[] parts = operation.split(" ", 2);
      String path = parts[1].replace("{workspace}", name).replaceAll("\\{\\w+}", UNKNOWN);
      with(token, parts[0], path).problem(403, "not-allowed");
    }
  }

  private static List<String> adminOperations() {
    List<String> found =
        Description.ours().operations().keySet().stream()
            .filter(it -> it.contains(" /api/admin"))
            .toList();
    assertThat(found).hasSizeGreaterThan(60);
    return found;
  }

  @Test
  void limitedTokenReachesItsWorkspacesOnly() {
    String token = limited();
    String before = admin.get("/api/admin/audit?limit=5").http().body();
    for (String operation : adminOperations()) {
      String[] parts = operation.split(" ", 2);
      boolean isOfOne = operation.contains("{workspace}");
      String path = parts[1].replace("{workspace}", "other").replaceAll("\\{\\w+}", UNKNOWN);
      Admin.Reply reply = with(token, parts[0], path);
      if (operation.equals("PUT /api/admin/workspaces/{workspace}")) {
        reply.problem(403, "not-allowed");
      } else if (isOfOne) {
        assertThat(reply.status()).as(operation).isIn(404, 400, 415);
      } else if (WORKSPACE_FILTERED.contains(operation)) {
        assertThat(reply.status()).as(operation).isNotIn(401, 403);
      } else {
        reply.problem(403, "not-allowed");
      }
    }
    assertThat(admin.get("/api/admin/audit?limit=5").http().body()).isEqualTo(before);
    assertThat(with(token, "GET", Admin.WORKSPACES).json().findValuesAsText("name"))
        .containsExactly(name);
    with(token, "GET", workspace + "/runs").expect(200);
    with(token, "GET", "/api/admin/audit?workspace=" + name).expect(200);
    with(token, "GET", "/api/admin/audit?workspace=other").problem(404, "not-found");
    with(token, "DELETE", workspace).expect(204);
    admin.put(workspace).expect(201);
    with(token, "GET", workspace).problem(404, "not-found"); // another one of the same name
    assertThat(with(token, "GET", Admin.WORKSPACES).json().at("/workspaces")).isEmpty();
  }

  @Test
  void tokenShrinksWithTheRoleAndEndsWithTheAccount() {
    String token = token(Scope.ADMIN);
    with(token, "POST", workspace + "/workflows/hello/pause").expect(204);
    setOwner("{\"role\": \"viewer\"}").expect(200);
    with(token, "POST", workspace + "/workflows/hello/resume").problem(403, "not-allowed");
    assertThat(with(token, "GET", "/api/admin/me").expect(200).json().at("/scopes"))
        .isEqualTo(Json.read("[\"read\"]"));
    setOwner("{\"role\": \"operator\"}").expect(200);
    with(token, "POST", workspace + "/workflows/hello/resume").expect(204);
    setOwner("{\"password\": \"another-long-password\"}").expect(200);
    with(token, "GET", "/api/admin/me").expect(200);
    admin.delete(OPERATORS + owner).expect(204);
    with(token, "GET", "/api/admin/me").problem(401, "unauthenticated");
    createOwner();
    with(token, "GET", "/api/admin/me").problem(401, "unauthenticated");
  }

  @Test
  void tokenChangesNoPasswordOfItsOwner() {
    String change = "{\"password\": \"taken-over-by-a-token\"}";
    send("Bearer " + token(Scope.ADMIN), "PUT", "/api/admin/me/password", change)
        .problem(403, "not-allowed");
    send(Admin.basic(owner, PASSWORD), "GET", "/api/admin/me", "").expect(200);
  }

  @Test
  void valueIsShownOnceAndTheAuditNamesTheToken() {
    String token = token(Scope.ADMIN);
    String list = admin.get(TOKENS).expect(200).http().body();
    assertThat(list).contains("t-ADMIN").doesNotContain(token.substring(4));
    with(token, "POST", workspace + "/workflows/hello/pause").expect(204);
    String entry = admin.get("/api/admin/audit?workspace=" + name + "&limit=1").http().body();
    assertThat(entry).contains(owner + " (token t-ADMIN)").doesNotContain(token.substring(4));
    String id = tokenId("t-ADMIN");
    admin.delete(TOKENS + "/" + id).expect(204);
    with(token, "GET", "/api/admin/me").problem(401, "unauthenticated");
    admin.delete(TOKENS + "/" + id).problem(404, "not-found");
    assertThat(admin.get("/api/admin/audit?action=api-token&limit=2").http().body())
        .contains("api-token.create", "api-token.remove", "t-ADMIN");
  }

  private String tokenId(String tokenName) {
    return send(Admin.basic(owner, PASSWORD), "GET", TOKENS, "")
        .json()
        .at("/tokens")
        .valueStream()
        .filter(it -> it.path("owner").asText().equals(owner))
        .filter(it -> it.path("name").asText().equals(tokenName))
        .map(it -> it.path("id").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void operatorsSeeTheirOwnTokensOnly() {
    String token = token(Scope.READ);
    setOwner("{\"role\": \"viewer\"}").expect(200);
    String other = "x-" + UUID.randomUUID();
    admin
        .put(
            OPERATORS + other,
            Admin.JSON,
            "{\"role\": \"viewer\", \"password\": \"" + PASSWORD + "\"}")
        .expect(201);
    String basic = Admin.basic(other, PASSWORD);
    assertThat(send(basic, "GET", TOKENS, "").expect(200).json().at("/tokens")).isEmpty();
    send(basic, "DELETE", TOKENS + "/" + tokenId("t-READ"), "").problem(404, "not-found");
    with(token, "GET", "/api/admin/me").expect(200);
    send(basic, "POST", TOKENS, "{\"name\": \"more\", \"scopes\": [\"operate\"]}")
        .problem(403, "not-allowed");
  }

  @Test
  void faultsOfANewTokenAreReportedTogether() {
    Admin.Reply reply =
        admin
            .post(
                TOKENS,
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"workspaces\": [\"nowhere\"],"
                    + " \"expires\": \""
                    + Instant.EPOCH
                    + "\"}")
            .problem(400, "malformed-request");
    assertThat(reply.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/workspaces/0", "/expires");
    String body = "{\"name\": \"" + owner + "\", \"scopes\": [\"read\"]}";
    admin.post(TOKENS, body).expect(201);
    admin.post(TOKENS, body).problem(409, "token-exists");
  }

  @Test
  void oldValueIsThrottled() {
    String old = "dbt_" + "x".repeat(43);
    for (int each = 0; each < 10; each++) {
      with(old, "GET", "/api/admin/me").problem(401, "unauthenticated");
    }
    Admin.Reply busy = with(old, "GET", "/api/admin/me").problem(429, "busy");
    assertThat(Integer.parseInt(busy.header("Retry-After"))).isBetween(1, 11);
    assertThat(busy.http().body()).doesNotContain(old);
    with(token(Scope.READ), "GET", "/api/admin/me").expect(200);
  }
}
