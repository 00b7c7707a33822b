package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.run.journal.LeaseLost;
import drawbridge.run.outbound.OutboundHttp;
import drawbridge.run.outbound.authorization.AuthorizationServer;
import drawbridge.run.outbound.authorization.AuthorizationServer.Received;
import drawbridge.run.outbound.authorization.AuthorizationServer.Reply;
import drawbridge.workflow.model.Definition;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls with Digest against a server that checks each member of the answer. */
@Tag("X24")
class DigestCallsTest {

  private static final Pattern MEMBER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^, ]+))");

  private final InterpreterFixture engine = new InterpreterFixture();
  private final AuthorizationServer server = new AuthorizationServer();
  private final OutboundHttp client = server.client();
  private String nonce = "first-nonce";
  private String last = "";
  private int count;

  @BeforeEach
  void connect() {
    engine.web = request -> client.send(request, () -> false);
    server.api = this::digest;
  }

  @AfterEach
  void close() {
    server.close();
  }

  private synchronized Reply digest(Received request) {
    Map<String, String> sent = new HashMap<>();
    MEMBER
        .matcher(request.header("Authorization"))
        .results()
        .forEach(it -> sent.put(it.group(1), it.group(2) == null ? it.group(3) : it.group(2)));
    boolean isCurrent = nonce.equals(sent.get("nonce"));
    if (!isCurrent || !isRight(request, sent)) {
      String stale = sent.isEmpty() || isCurrent ? "" : ", stale=true";
      String challenge =
          "Digest realm=\"things\", qop=\"auth\", algorithm=SHA-256, opaque=\"5c\", nonce=\"";
      return new Reply(
          401,
          "application/json",
          "{\"sent\": \"" + sent.getOrDefault("response", "none") + "\"}",
          Map.of("WWW-Authenticate", challenge + nonce + "\"" + stale));
    }
    count = Integer.parseInt(sent.getOrDefault("nc", ""), 16);
    last = sent.getOrDefault("response", "");
    return Reply.json(200, "{\"echo\": \"" + last + "\"}");
  }

  private boolean isRight(Received request, Map<String, String> sent) {
    String key = hash("ada:things:pass-word");
    String target = hash(request.method() + ":" + request.path());
    String response =
        hash(
            String.join(
                ":", key, nonce, sent.get("nc"), sent.get("cnonce"), sent.get("qop"), target));
    return request.path().equals(sent.get("uri"))
        && "5c".equals(sent.get("opaque"))
        && response.equals(sent.get("response"));
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Definition call(String password) {
    return tasks(
        """
        - ask:
            call: http
            with:
              method: post
              endpoint:
                uri: '%s'
                authentication: {digest: {username: ada, password: %s}}
              query: {q: 'a b&c'}
              body: {a: 1}
        """
            .formatted(server.url("/things/1"), password));
  }

  private Outcome again(Definition definition) throws LeaseLost {
    engine.journal.forget();
    return engine.run(definition);
  }

  @Test
  void aChallengeIsAnsweredAndUsedForLaterCalls() throws LeaseLost {
    assertThat(output(engine.run(call("pass-word")))).isEqualTo("{\"echo\":\"***\"}");
    assertThat(server.received).hasSize(2);
    assertThat(server.received)
        .extracting(it -> it.header("Idempotency-key"))
        .containsOnly(InterpreterFixture.RUN + ":/0");
    assertThat(server.received.get(0).header("Authorization")).isEmpty();
    assertThat(server.received.get(1).path()).isEqualTo("/things/1?q=a%20b%26c");

    again(call("pass-word"));
    assertThat(server.received).hasSize(3);
    assertThat(count).isEqualTo(2);
    assertThat(engine.journal.records().toString())
        .doesNotContain("pass-word", "first-nonce", last);
  }

  @Test
  void aStaleNonceIsReplaced() throws LeaseLost {
    engine.run(call("pass-word"));
    nonce = "second-nonce";

    assertThat(output(again(call("pass-word")))).isEqualTo("{\"echo\":\"***\"}");
    assertThat(server.received).hasSize(4);
    assertThat(count).isEqualTo(1);
  }

  @Test
  void aWrongPasswordIsTheErrorOfTheTask() throws LeaseLost {
    Outcome outcome = engine.run(call("wrong-word"));

    assertThat(problem(outcome, "/status")).isEqualTo("401");
    assertThat(problem(outcome, "/body/sent")).isEqualTo("***");
    assertThat(server.received).hasSize(2);
    assertThat(engine.journal.records() + " " + outcome)
        .doesNotContain("wrong-word", "first-nonce");
    again(call("wrong-word"));
    assertThat(server.received).hasSize(4);
  }

  @Test
  void aServerThatAlwaysAsksAgainIsAskedThreeTimes() throws LeaseLost {
    server.api =
        request ->
            new Reply(
                401,
                "text/plain",
                "",
                Map.of(
                    "WWW-Authenticate",
                    "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", stale=true"));

    assertThat(problem(engine.run(call("pass-word")), "/status")).isEqualTo("401");
    assertThat(server.received).hasSize(3);
  }

  @Test
  void aServerWithoutDigestIsAnAuthenticationError() throws LeaseLost {
    for (String challenge : List.of("Basic realm=\"r\"", "Digest realm=\"r\", nonce=\"n\"")) {
      server.api =
          request -> new Reply(401, "text/plain", "", Map.of("WWW-Authenticate", challenge));
      Outcome outcome = again(call("pass-word"));
      assertThat(problem(outcome, "/type")).endsWith("/authentication");
      assertThat(problem(outcome, "/detail")).contains("no Digest challenge");
    }
  }

  @Test
  void otherPasswordsAndWorkspacesShareNoNonce() throws LeaseLost {
    engine.run(call("pass-word"));
    again(call("other-word"));
    assertThat(server.received.get(2).header("Authorization")).isEmpty();
  }
}
