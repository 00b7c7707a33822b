package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.modern.client.transport.HttpClientMcpTransport;
import io.modelcontextprotocol.modern.client.transport.McpHttpRequestCustomizer;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models call workflows, with both clients of the SDK and with requests that no client sends. */
@Tag("M1")
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpST {

  private static final String JSON = "application/json";
  private static final McpJsonMapper MAPPER = new JacksonMcpJsonMapper(new ObjectMapper());
  private static final String MODERN = "2026-07-28";

  private final Server server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String workspace = "m-" + UUID.randomUUID();
  private String token;

  McpST(Server server) {
    this.server = server;
  }

  @BeforeAll
  void setUp() {
    assertThat(admin("PUT", "workspaces/" + workspace, JSON, "{}")).isEqualTo(201);
    save(
        "greet",
        "input: runtime, tool: {description: Greets a person.}",
        """
        input:
          schema:
            document: {type: object, properties: {name: {type: string}}, required: [name]}
        do: [{greet: {set: {text: 'Hello, {{runtime.name}}!'}}}]
        """);
    save(
        "slow",
        "tool: {description: Takes some time.}",
        "do: [{a: {wait: {seconds: 3}}}, {b: {set: {done: true}}}]");
    save("other", "tool: {description: Another tool.}", "do: [{a: {set: {x: 1}}}]");
    save(
        "broken",
        "tool: {description: Fails.}",
        "do: [{a: {raise: {error: {type: 'https://example.org/e', status: 500, title: Broken,"
            + " detail: 'It is {{runtime.what}}'}}}}]");
    save(
        "large",
        "tool: {description: Returns much.}",
        "do: [{a: {set: {text: '${ \"x\" * 70000 }'}}}]");
    save("plain", "other: 1", "do: [{a: {set: {secret: of-plain}}}]");
    token = token("mcp", "workspaces", workspace);
  }

  private int admin(String method, String path, String type, String body) {
    return server.admin(method, path, type, body).statusCode();
  }

  private void save(String name, String metadata, String rest) {
    HttpResponse<String> saved =
        server.admin(
            "PUT",
            "workspaces/" + workspace + "/workflows/" + name,
            "application/yaml",
            "document: {dsl: '1.0.0', namespace: tests, name: "
                + name
                + ", version: '1.0.0', metadata: {"
                + metadata
                + "}}\n"
                + rest);
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
  }

  private JsonNode created(String scope, String... more) {
    ObjectNode body = Json.object().put("name", "t-" + UUID.randomUUID());
    body.putArray("scopes").add(scope);
    if (more.length > 0) {
      body.putArray(more[0]).add(more[1]);
    }
    HttpResponse<String> made = server.admin("POST", "tokens", JSON, Json.write(body));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return Json.read(made.body());
  }

  private String token(String scope, String... more) {
    return created(scope, more).path("value").asText();
  }

  private McpSyncClient client(String value, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder().header("Authorization", "Bearer " + value);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder(server.base().toString())
                .endpoint("/mcp/" + workspace)
                .jsonMapper(MAPPER)
                .requestBuilder(request)
                .build())
        .requestTimeout(Duration.ofSeconds(40))
        .jsonSchemaValidator(new DefaultJsonSchemaValidator())
        .build();
  }

  private static McpSchema.CallToolResult call(
      McpSyncClient client, String tool, Map<String, Object> arguments, String... uid) {
    McpSchema.CallToolRequest.Builder request =
        McpSchema.CallToolRequest.builder(tool).arguments(arguments);
    return client.callTool(
        (uid.length == 0 ? request : request.meta(Map.of("uid", uid[0]))).build());
  }

  private static JsonNode structured(McpSchema.CallToolResult result) {
    return new ObjectMapper().valueToTree(result.structuredContent());
  }

  private static String text(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().get(0)).text();
  }

  @Test
  void clientListsToolsWithTheirSchemas() {
    try (McpSyncClient client = client(token)) {
      McpSchema.InitializeResult opened = client.initialize();
      assertThat(opened.protocolVersion()).isEqualTo("2025-11-25");
      assertThat(opened.serverInfo().name()).isEqualTo("drawbridge");
      assertThat(opened.instructions()).contains("run_status");
      assertThat(client.ping()).isNotNull();

      List<McpSchema.Tool> tools = client.listTools().tools();
      assertThat(tools)
          .extracting(McpSchema.Tool::name)
          .containsExactly("run_status", "broken", "greet", "large", "other", "slow");
      McpSchema.Tool greet = tools.get(2);
      assertThat(greet.description()).isEqualTo("Greets a person.");
      assertThat(greet.inputSchema()).containsEntry("required", List.of("name"));
      assertThat(greet.outputSchema()).isNotNull();
    }
  }

  @Test
  void clientCallsAWorkflow() {
    try (McpSyncClient client = client(token)) {
      client.initialize();
      McpSchema.CallToolResult result = call(client, "greet", Map.of("name", "Ada"));
      assertThat(result.isError()).as("%s", result).isFalse();
      JsonNode run = structured(result);
      assertThat(run.at("/output/text").asText()).isEqualTo("Hello, Ada!");
      assertThat(Json.read(text(result))).isEqualTo(run);

      String id = run.path("runId").asText();
      JsonNode stored = read("workspaces/" + workspace + "/runs/" + id);
      assertThat(stored.at("/runtime/name").asText()).isEqualTo("Ada");
      String shown = read("workspaces/" + workspace + "/runs/" + id).toString();
      assertThat(shown).doesNotContain(token);

      JsonNode audited =
          find(
              read("audit?workspace=" + workspace).path("entries"),
              "detail",
              "as request " + stored.path("requestId").asText());
      assertThat(audited.path("action").asText()).isEqualTo("tool.call");
      assertThat(audited.path("subject").asText()).isEqualTo("greet");
      assertThat(audited.path("operator").asText()).contains("token t-");
      assertThat(audited.toString()).doesNotContain("Ada");
    }
  }

  private JsonNode read(String path) {
    HttpResponse<String> reply = server.admin("GET", path, JSON, "");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return Json.read(reply.body());
  }

  private static JsonNode find(JsonNode list, String member, String value) {
    List<JsonNode> found = new ArrayList<>();
    list.forEach(
        it -> {
          if (it.path(member).asText().equals(value)) {
            found.add(it);
          }
        });
    assertThat(found).as("%s of %s", value, list).hasSize(1);
    return found.get(0);
  }

  @Test
  void argumentsThatDoNotFitAreAnErrorWithPlacesAndStartNothing() {
    try (McpSyncClient client = client(token)) {
      client.initialize();
      String uid = UUID.randomUUID().toString();
      McpSchema.CallToolResult result = call(client, "greet", Map.of("name", 1), uid);
      assertThat(result.isError()).isTrue();
      assertThat(text(result)).startsWith("/name: ").contains("Nothing was started.");
      assertThat(call(client, "greet", Map.of(), uid).isError()).isTrue();

      McpSchema.CallToolResult corrected = call(client, "greet", Map.of("name", "Ada"), uid);
      assertThat(corrected.isError()).as("the uid is not spent").isFalse();
    }
  }

  @Test
  void runThatTakesLongerIsAskedForLater() {
    try (McpSyncClient hurried = client(token, "Prefer", "wait=1");
        McpSyncClient client = client(token)) {
      hurried.initialize();
      client.initialize();
      JsonNode begun = structured(call(hurried, "slow", Map.of()));
      assertThat(begun.has("output")).isFalse();
      assertThat(begun.path("status").asText()).isIn("running", "waiting", "queued");
      assertThat(begun.path("notice").asText()).contains("run_status");

      Map<String, Object> id = Map.of("runId", begun.path("runId").asText());
      JsonNode ended = structured(call(client, "run_status", id));
      assertThat(ended.path("status").asText()).isEqualTo("succeeded");
      assertThat(ended.at("/output/done").booleanValue()).isTrue();
    }
  }

  @Test
  void repeatedUidReturnsTheFirstRun() {
    try (McpSyncClient client = client(token)) {
      client.initialize();
      String uid = UUID.randomUUID().toString();
      JsonNode first = structured(call(client, "greet", Map.of("name", "Ada"), uid));
      JsonNode again = structured(call(client, "greet", Map.of("name", "Ada"), uid));
      assertThat(again.path("runId")).isEqualTo(first.path("runId"));
      assertThat(again.at("/output/text").asText()).isEqualTo("Hello, Ada!");
      assertThat(again.path("notice").asText()).contains("nothing was started");

      JsonNode other = structured(call(client, "greet", Map.of("name", "Eve"), uid));
      assertThat(other.path("runId")).isEqualTo(first.path("runId"));
      assertThat(other.path("notice").asText()).contains("other arguments");

      McpSchema.CallToolResult of = call(client, "other", Map.of(), uid);
      assertThat(of.isError()).isTrue();
      assertThat(text(of)).contains("another workflow").doesNotContain("Ada");
    }
  }

  @Test
  void uidOfAWebhookRevealsNothingOfItsRun() {
    String secret = rotated();
    String uid = UUID.randomUUID().toString();
    HttpResponse<String> sent =
        server.postWith(
            Map.of("Inbound-Webhook-Secret", secret),
            "/api/inbound/" + workspace,
            "{\"workflow\": \"plain\", \"uid\": \"" + uid + "\"}");
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
    String runId = Json.read(sent.body()).at("/results/0/runId").asText();
    try (McpSyncClient client = client(token)) {
      client.initialize();
      McpSchema.CallToolResult result = call(client, "other", Map.of(), uid);
      assertThat(result.isError()).isTrue();
      assertThat(text(result)).doesNotContain(runId, "of-plain");

      for (String unknown : List.of(runId, UUID.randomUUID().toString(), "", "x' or 1=1", "\0")) {
        McpSchema.CallToolResult status = call(client, "run_status", Map.of("runId", unknown));
        assertThat(status.isError()).isTrue();
        assertThat(text(status)).isEqualTo(text(call(client, "run_status", Map.of())));
      }
    }
  }

  private String rotated() {
    HttpResponse<String> made =
        server.admin("POST", "workspaces/" + workspace + "/secrets", JSON, "{}");
    return Json.read(made.body()).path("secret").asText();
  }

  @Test
  void failedRunIsAnErrorWithItsReason() {
    try (McpSyncClient client = client(token)) {
      client.initialize();
      McpSchema.CallToolResult result = call(client, "broken", Map.of("what", "raining"));
      assertThat(result.isError()).isTrue();
      JsonNode run = structured(result);
      assertThat(run.path("status").asText()).isEqualTo("failed");
      assertThat(run.path("problem").toString())
          .isEqualTo("{\"title\":\"Broken\",\"detail\":\"It is raining\"}");
    }
  }

  @Test
  void largeOutputIsNamedAndNotCut() {
    try (McpSyncClient client = client(token)) {
      client.initialize();
      McpSchema.CallToolResult result = call(client, "large", Map.of());
      assertThat(result.isError()).isFalse();
      JsonNode run = structured(result);
      assertThat(run.path("status").asText()).isEqualTo("succeeded");
      assertThat(run.has("output")).isFalse();
      assertThat(run.path("notice").asText())
          .contains("70011 bytes", "/console/run.xhtml?workspace=" + workspace + "&id=");
    }
  }

  @Test
  void pausedWorkflowAnswersAtOnceAndKeepsTheRun() {
    String path = "workspaces/" + workspace + "/workflows/other/";
    assertThat(admin("POST", path + "pause", JSON, "")).isLessThan(300);
    try (McpSyncClient client = client(token)) {
      client.initialize();
      JsonNode held = structured(call(client, "other", Map.of()));
      assertThat(held.path("status").asText()).isEqualTo("queued");
      assertThat(held.path("notice").asText()).contains("paused");
      assertThat(admin("POST", path + "resume", JSON, "")).isLessThan(300);
      Map<String, Object> id = Map.of("runId", held.path("runId").asText());
      assertThat(structured(call(client, "run_status", id)).path("status").asText())
          .isEqualTo("succeeded");
    } finally {
      admin("POST", path + "resume", JSON, "");
    }
  }

  @Test
  void clientOfTheNewestVersionNeedsNoHandshake() {
    io.modelcontextprotocol.modern.client.McpSyncClient client =
        io.modelcontextprotocol.modern.client.McpClient.sync(
                HttpClientMcpTransport.builder(server.base().resolve("/mcp/" + workspace))
                    .jsonMapper(MAPPER)
                    .requestCustomizer(
                        McpHttpRequestCustomizer.fromSync(
                            (request, headers, context) ->
                                headers.set("Authorization", "Bearer " + token)))
                    .build())
            .jsonMapper(MAPPER)
            .build();
    assertThat(client.discover().supportedVersions()).contains(MODERN);
    assertThat(client.listTools().list().tools())
        .extracting(io.modelcontextprotocol.modern.McpSchema.Tool::name)
        .contains("run_status", "greet");
    var result =
        client.tool("greet").arguments(Map.of("name", "Ada")).meta(Map.of("uid", "1-" + workspace));
    assertThat(result.call().isError()).isFalse();
    JsonNode again = new ObjectMapper().valueToTree(result.call().structuredContent());
    assertThat(again.at("/output/text").asText()).isEqualTo("Hello, Ada!");
    assertThat(again.path("notice").asText()).contains("nothing was started");
  }

  @Test
  void removedTokenIsRefused() {
    JsonNode made = created("mcp");
    String value = made.path("value").asText();
    assertThat(post(value, ping()).statusCode()).isEqualTo(200);
    assertThat(admin("DELETE", "tokens/" + made.path("id").asText(), JSON, "")).isEqualTo(204);
    HttpResponse<String> refused = post(value, ping());
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("Bearer ")
        .contains("invalid_token");
  }

  @Test
  void tokenNeedsTheScopeAndTheWorkspace() {
    HttpResponse<String> reader = post(token("read"), ping());
    assertThat(reader.statusCode()).isEqualTo(403);
    assertThat(reader.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("insufficient_scope", "scope=\"mcp\"");

    HttpResponse<String> foreign = post(token("mcp", "workspaces", "other"), ping());
    assertThat(foreign.statusCode()).isEqualTo(404);
    HttpResponse<String> unknown = send(token("mcp"), "/mcp/unknown", ping(), "Content-Type", JSON);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(Json.read(foreign.body()).path("detail"))
        .isEqualTo(Json.read(unknown.body()).path("detail"));
    assertThat(post(token, ping()).statusCode()).isEqualTo(200);
    assertThat(
            server
                .get(
                    "/api/admin/workspaces/" + workspace + "/runs",
                    Map.of("Authorization", "Bearer " + token))
                .statusCode())
        .as("the scope mcp opens nothing else")
        .isEqualTo(403);
  }

  @Test
  void requestWithoutATokenIsChallenged() throws IOException, InterruptedException {
    HttpResponse<String> reply =
        http.send(
            HttpRequest.newBuilder(server.base().resolve("/mcp/" + workspace))
                .header("Content-Type", JSON)
                .POST(HttpRequest.BodyPublishers.ofString(ping()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(reply.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"Drawbridge\"");
    assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(admin("POST", "../../mcp/" + workspace, JSON, ping()))
        .as("passwords are no tokens")
        .isEqualTo(401);
  }

  @Test
  void pagesAreRefusedAlsoOfTheOwnHost() {
    for (String origin : List.of("https://evil.example", origin(server.base()), "null", "")) {
      HttpResponse<String> reply = post(token, ping(), "Origin", origin);
      assertThat(reply.statusCode()).as(origin).isEqualTo(403);
    }
  }

  private static String origin(URI base) {
    return base.getScheme() + "://" + base.getAuthority();
  }

  @ParameterizedTest
  @CsvSource({"GET", "DELETE", "PUT", "OPTIONS", "HEAD"})
  void otherMethodsAreNotAllowed(String method) throws IOException, InterruptedException {
    HttpResponse<String> reply =
        http.send(
            HttpRequest.newBuilder(server.base().resolve("/mcp/" + workspace))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.headers().firstValue("Allow").orElse("")).contains("POST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"jsonrpc\"|400|-32700",
        "``|400|-32700",
        "\"text\"|400|-32700",
        "[]|400|-32600",
        "[{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}]|400|-32600",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"id\": 2, \"method\": \"ping\"}|400|-32600",
        "{\"jsonrpc\": \"2.0\", \"id\": null, \"method\": \"ping\"}|400|-32600",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}}|400|-32600",
        "{\"jsonrpc\": \"2.0\", \"method\": \"tools/call\", \"params\": {\"name\": \"other\"}}|400|-32600",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"resources/list\"}|200|-32601",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\"}|200|-32602",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"plain\"}}|200|-32602",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"a\\u0000\"}}|200|-32602",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"other\", \"arguments\": []}}|200|-32602",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"other\", \"_meta\": {\"uid\": {}}}}|200|-32602",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"other\", \"_meta\": {\"uid\": \"\"}}}|200|-32602",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\", \"params\": {\"cursor\": 1}}|200|-32602"
      })
  void messagesThatBreakTheProtocolGetAnError(String message, int status, int code) {
    HttpResponse<String> reply = post(token, message);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(Json.read(reply.body()).at("/error/code").intValue()).isEqualTo(code);
  }

  @Test
  void deepAndHugeMessagesAreRefusedAsFromSenders() {
    String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
    String message =
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\":"
            + " \"other\", \"arguments\": %s}}";
    HttpResponse<String> nested = post(token, message.formatted(deep));
    assertThat(nested.statusCode()).isEqualTo(400);
    assertThat(nested.body()).contains("nested deeper");
    String huge = "{\"a\": \"" + "x".repeat(2 << 20) + "\"}";
    assertThat(post(token, message.formatted(huge)).statusCode()).isEqualTo(413);
    HttpResponse<String> longId = post(token, ping().replace("1", "\"" + "x".repeat(300) + "\""));
    assertThat(longId.statusCode()).isEqualTo(400);
    assertThat(longId.body()).doesNotContain("xxx");
  }

  @Test
  void idComesBackAsItWasSent() {
    for (String id : List.of("\"a\"", "0", "-1", "1.50", "123456789012345678901234567890")) {
      HttpResponse<String> reply =
          post(token, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.body()).contains("\"id\":" + id + ",");
    }
  }

  @Test
  void notificationsAreAcceptedWithoutABody() {
    for (String method : List.of("initialized", "cancelled", "unknown")) {
      HttpResponse<String> reply =
          post(token, "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/" + method + "\"}");
      assertThat(reply.statusCode()).isEqualTo(202);
      assertThat(reply.body()).isEmpty();
    }
  }

  @Test
  void versionsAreChecked() {
    HttpResponse<String> unknown = post(token, ping(), "MCP-Protocol-Version", "1900-01-01");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(Json.read(unknown.body()).at("/error/data/supported/0").asText()).isEqualTo(MODERN);
    assertThat(post(token, ping(), "MCP-Protocol-Version", "2025-06-18").statusCode())
        .isEqualTo(200);
    HttpResponse<String> bare = post(token, ping(), "MCP-Protocol-Version", MODERN);
    assertThat(bare.statusCode()).isEqualTo(400);
    assertThat(Json.read(bare.body()).at("/error/code").intValue()).isEqualTo(-32602);

    String modern =
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"%s\", \"params\": {\"_meta\":"
            + " {\"io.modelcontextprotocol/protocolVersion\": \"2026-07-28\","
            + " \"io.modelcontextprotocol/clientCapabilities\": {}}}}";
    String list = modern.formatted("tools/list");
    assertThat(
            post(token, list, "MCP-Protocol-Version", MODERN, "Mcp-Method", "tools/list")
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> differs =
        post(token, list, "MCP-Protocol-Version", MODERN, "Mcp-Method", "tools/call");
    assertThat(differs.statusCode()).isEqualTo(400);
    assertThat(Json.read(differs.body()).at("/error/code").intValue()).isEqualTo(-32020);
    HttpResponse<String> method =
        post(
            token,
            modern.formatted("prompts/list"),
            "MCP-Protocol-Version",
            MODERN,
            "Mcp-Method",
            "prompts/list");
    assertThat(method.statusCode()).isEqualTo(404);
    assertThat(Json.read(method.body()).at("/error/code").intValue()).isEqualTo(-32601);
  }

  @Test
  void headersOfHttpAreChecked() {
    assertThat(send(token, "/mcp/" + workspace, ping(), "Content-Type", "text/plain").statusCode())
        .isEqualTo(415);
    assertThat(post(token, ping(), "Accept", "text/html").statusCode()).isEqualTo(406);
    assertThat(send(token, "/api/mcp/" + workspace, ping(), "Content-Type", JSON).statusCode())
        .as("only one address")
        .isEqualTo(404);
    for (String path : List.of("/mcp", "/mcp/", "/mcp/" + workspace + "/x", "/mcp/a%3Fb")) {
      assertThat(send(token, path, ping(), "Content-Type", JSON).statusCode())
          .as(path)
          .isEqualTo(404);
    }
  }

  @Test
  void workflowThatIsMarkedLaterOrNoLongerIsFollowed() {
    save("changing", "other: 1", "do: [{a: {set: {x: 1}}}]");
    try (McpSyncClient client = client(token)) {
      client.initialize();
      assertThatThrownBy(() -> call(client, "changing", Map.of())).hasMessageContaining("Unknown");
      String path = "workspaces/" + workspace + "/workflows/changing";
      String text =
          "document: {dsl: '1.0.0', namespace: tests, name: changing, version: '1.0.0', metadata:"
              + " {tool: {description: New}}}\ndo: [{a: {set: {x: 1}}}]";
      assertThat(admin("PUT", path, "application/yaml", text)).isEqualTo(200);
      String run = structured(call(client, "changing", Map.of())).path("runId").asText();
      assertThat(admin("DELETE", path, JSON, "")).isEqualTo(204);
      assertThatThrownBy(() -> call(client, "changing", Map.of())).hasMessageContaining("Unknown");
      assertThat(call(client, "run_status", Map.of("runId", run)).isError()).isFalse();
    }
  }

  private static String ping() {
    return "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";
  }

  private HttpResponse<String> post(String value, String message, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", JSON));
    all.addAll(List.of(headers));
    return send(value, "/mcp/" + workspace, message, all.toArray(new String[0]));
  }

  private HttpResponse<String> send(String value, String path, String message, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.base().resolve(path))
            .header("Authorization", "Bearer " + value)
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofString(message));
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
