package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.OutboundHttp;
import drawbridge.run.outbound.authorization.AuthorizationServer;
import drawbridge.run.outbound.authorization.AuthorizationServer.Received;
import drawbridge.run.outbound.authorization.AuthorizationServer.Reply;
import drawbridge.workflow.model.Definition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls with requested tokens against a server that issues and checks them. */
@Tag("X24")
class AuthorizedCallsTest {

  private static final String TOKEN = "/realm/oauth2/token";
  private static final String SECRET = "the-secret-of-the-client";
  private static final String POLICY =
      "oauth2: {authority: '%s', grant: client_credentials,"
          + " client: {id: me, secret: '{{secrets.client}}'}}";

  private final InterpreterFixture engine = new InterpreterFixture();
  private final AuthorizationServer server = new AuthorizationServer();
  private final OutboundHttp client = server.client();

  @BeforeEach
  void connect() {
    engine.web = request -> client.send(request, () -> false);
    engine.secrets.put("client", SECRET);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String policy() {
    return POLICY.formatted(server.url("/realm"));
  }

  private Definition call(String more) {
    return tasks(callTask(more));
  }

  private String callTask(String more) {
    return """
        - ask:
            call: http
            with:
              method: post
              endpoint: {uri: '%s', authentication: {%s}}
              body: {a: 1}
        """
            .formatted(server.url("/api/1"), policy())
        + more.indent(6);
  }

  private void assertNothingSecret(Outcome outcome) {
    assertThat(engine.journal.records() + " " + outcome)
        .doesNotContain(SECRET, "token-number", base64(SECRET).substring(4, 16))
        .doesNotContain(base64("token-number-1").substring(4, 12));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aCallHasTheTokenThatWasRequestedForIt() throws LeaseLost {
    assertThat(output(engine.run(call("")))).isEqualTo("{\"id\":1}");

    assertThat(server.at(TOKEN)).hasSize(1);
    assertThat(server.at("/api/1")).hasSize(1);
    assertThat(server.at("/api/1").get(0).header("Authorization"))
        .isEqualTo("Bearer token-number-1");
    assertThat(String.valueOf(engine.journal.records().get(0).input()))
        .contains("\"Authorization\":\"***\"");
    assertThat(server.at(TOKEN).get(0).header("Idempotency-key")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"content", "response", "raw"})
  void anApiThatEchoesTheTokenIsMasked(String output) throws LeaseLost {
    server.api =
        request -> {
          String token = request.header("Authorization").substring(7);
          String body =
              Json.write(
                  Json.object()
                      .put("plain", token)
                      .put("coded", base64("x" + token + "y"))
                      .put("client", SECRET));
          return new Reply(200, "application/json", body, Map.of("X-Echo", token));
        };
    Outcome outcome = engine.run(call("output: " + output));

    assertNothingSecret(outcome);
    if (output.equals("raw")) {
      String raw = Json.read(output(outcome)).asText();
      assertThat(new String(Base64.getDecoder().decode(raw), StandardCharsets.UTF_8))
          .doesNotContain("token-number", SECRET)
          .contains("***");
    }
  }

  @Test
  void aRefusedTokenIsRenewedAndTheCallRepeatedWithItsKey() throws LeaseLost {
    engine.run(call(""));
    server.valid.clear();
    engine.journal.forget();
    assertThat(output(engine.run(call("headers: {x-copy: '${ $authorization.parameter }'}"))))
        .isEqualTo("{\"id\":1}");

    List<Received> calls = server.at("/api/1");
    assertThat(calls)
        .extracting(it -> it.header("Authorization"))
        .containsExactly("Bearer token-number-1", "Bearer token-number-1", "Bearer token-number-2");
    assertThat(calls.get(2).header("X-copy")).isEqualTo("token-number-2");
    assertThat(calls)
        .extracting(it -> it.header("Idempotency-key"))
        .containsOnly(InterpreterFixture.RUN + ":/0");
    assertThat(calls).extracting(Received::body).containsOnly("{\"a\":1}");
    assertThat(server.at(TOKEN)).hasSize(2);
    assertNothingSecret(new Outcome.Cancelled());
  }

  @Test
  void aSecondRefusalIsTheErrorOfTheTask() throws LeaseLost {
    server.issuer =
        request -> {
          Reply reply = server.token(60);
          server.valid.clear();
          return reply;
        };
    Outcome outcome = engine.run(call(""));

    assertThat(problem(outcome, "/type")).endsWith("/communication");
    assertThat(problem(outcome, "/status")).isEqualTo("401");
    assertThat(problem(outcome, "/body/sent")).isEqualTo("Bearer ***");
    assertThat(server.at("/api/1")).hasSize(2);
    assertThat(server.at(TOKEN)).hasSize(2);
    assertNothingSecret(outcome);
  }

  @Test
  void aFailedRequestForATokenIsAnErrorThatCanBeRetried() throws LeaseLost {
    server.issuer =
        request ->
            server.at(TOKEN).size() < 3
                ? Reply.json(401, "{\"error\": \"invalid_client\"}")
                : server.token(60);
    String retried =
        "- all:\n    try:\n"
            + callTask("").indent(6)
            + """
                catch:
                  errors: {with: {type: https://serverlessworkflow.io/spec/1.0.0/errors/authentication, status: 401}}
                  retry: {delay: {seconds: 1}, limit: {attempt: {count: 5}}}
            """;
    assertThat(output(engine.finish(tasks(retried)))).isEqualTo("{\"id\":1}");
    assertThat(server.at(TOKEN)).hasSize(3);
    assertThat(server.at("/api/1")).hasSize(1);
  }

  @Test
  void aFailedRequestForATokenNamesItsReason() throws LeaseLost {
    server.issuer =
        request -> Reply.json(400, "{\"error\": \"invalid_grant\", \"hint\": \"" + SECRET + "\"}");
    Outcome outcome = engine.run(call(""));

    assertThat(problem(outcome, "/type")).endsWith("/authentication");
    assertThat(problem(outcome, "/status")).isEqualTo("401");
    assertThat(problem(outcome, "/detail"))
        .isEqualTo("127.0.0.1 refused the token: invalid_grant, status 400");
    assertThat(server.at("/api/1")).isEmpty();
    assertNothingSecret(outcome);
  }

  @Test
  void anUnavailableServerIsACommunicationError() throws LeaseLost {
    server.issuer = request -> Reply.json(503, "{}");
    assertThat(problem(engine.run(call("")), "/type")).endsWith("/communication");
  }

  @Test
  void aResumedCallIsSentAgainWithItsKey() throws LeaseLost {
    engine.web =
        request ->
            request.uri().getPath().equals(TOKEN)
                ? client.send(request, () -> false)
                : new Http.Abandoned();
    assertThat(engine.run(call(""))).isInstanceOf(Outcome.Cancelled.class);
    engine.web = request -> client.send(request, () -> false);

    assertThat(output(engine.run(call("")))).isEqualTo("{\"id\":1}");
    assertThat(engine.requests.stream().filter(it -> it.uri().getPath().equals("/api/1")))
        .extracting(it -> it.headers().get("Idempotency-Key"))
        .hasSize(2)
        .containsOnly(InterpreterFixture.RUN + ":/0");
  }

  @Test
  void aCallThatMustNotBeRepeatedIsNotBegunWithoutAToken() throws LeaseLost {
    Definition once = tasks(callTask("") + "    metadata: {repeat: never}\n");
    engine.web = request -> new Http.Abandoned();
    assertThat(engine.run(once)).isInstanceOf(Outcome.Cancelled.class);
    engine.web = request -> client.send(request, () -> false);

    assertThat(output(engine.run(once))).isEqualTo("{\"id\":1}");
  }

  @Test
  void aSecretThatIsMissingSendsNothing() throws LeaseLost {
    engine.secrets.clear();
    assertThat(problem(engine.run(call("")), "/detail")).contains("'client' is not configured");
    assertThat(server.received).isEmpty();
  }

  @Test
  void aPolicyInASecretIsUsedAndHidden() throws LeaseLost {
    engine.secrets.put(
        "mine",
        """
        {"authority": "%s", "grant": "client_credentials",
         "client": {"id": "hidden-client", "secret": "%s"}}
        """
            .formatted(server.url("/realm"), SECRET));
    server.api = request -> Reply.json(200, "{\"echo\": \"hidden-client " + SECRET + "\"}");
    String task =
        """
        - ask:
            call: http
            with: {method: get, endpoint: {uri: '%s', authentication: {oauth2: {use: mine}}}}
        """
            .formatted(server.url("/api/1"));

    assertThat(output(engine.run(tasks(task)))).isEqualTo("{\"echo\":\"*** ***\"}");
    assertThat(server.at(TOKEN).get(0).body()).contains("client_id=hidden-client");
  }

  @Test
  void anInlineSecretIsMaskedInTheAnswer() throws LeaseLost {
    server.api = request -> Reply.json(200, "{\"echo\": \"literal-secret\"}");
    String task = callTask("").replace("{{secrets.client}}", "literal-secret");

    assertThat(output(engine.run(tasks(task)))).isEqualTo("{\"echo\":\"***\"}");
  }
}
