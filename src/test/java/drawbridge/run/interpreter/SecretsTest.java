package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.outbound.Http;
import drawbridge.workflow.model.Definition;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("X13")
class SecretsTest {

  private static final String SECRET = "p+a/ss \"wörd\" 100%";
  private static final String CALL =
      """
      - call:
          call: http
          with:
            method: POST
            endpoint:
              uri: https://a/{{secrets.key}}?k={{secrets.key}}
              authentication: {basic: {username: me, password: '{{secrets.key}}'}}
            headers: {X-Key: '{{url secrets.key}}', X-Jq: '${ "u:" + $secrets.key | @base64 }'}
            query: {q: '{{secrets.key}}'}
            body: {token: '{{secrets.key}}'}
            output: %s
      """;

  private final InterpreterFixture fixture = new InterpreterFixture();

  @BeforeEach
  void configure() {
    fixture.secrets.put("key", SECRET);
  }

  private static Definition call(String output) {
    return tasks(CALL.formatted(output));
  }

  /** Responds with the whole request, and with the secret in all encodings. */
  private static Http.Answer echo(int status, Http.Request request) {
    String coded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    JsonNode echo =
        Json.object()
            .put("uri", request.uri().toString())
            .put("body", new String(request.body(), StandardCharsets.UTF_8))
            .put("plain", SECRET)
            .put("form", coded)
            .put("percent", coded.replace("+", "%20"))
            .put("lower", lower(coded.replace("+", "%20")))
            .put("base64", base64(SECRET))
            .put("basic", base64("me:" + SECRET))
            .put(
                "url",
                Base64.getUrlEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)))
            .put("other", base64("operator:" + SECRET + "!"))
            .put("sent", String.valueOf(request.headers()));
    String text = Json.write(echo);
    return new Http.Answered(
        status,
        Map.of(
            "content-type",
            "application/json",
            "x-echo",
            SECRET,
            "x-auth",
            String.valueOf(request.headers().get("Authorization"))),
        echo,
        text.getBytes(StandardCharsets.UTF_8));
  }

  private static String lower(String coded) {
    return Pattern.compile("%..")
        .matcher(coded)
        .replaceAll(code -> code.group().toLowerCase(Locale.ROOT));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertNoSecret(Outcome outcome) {
    String all = fixture.journal.records() + " " + outcome;
    String coded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    assertThat(all)
        .doesNotContain(SECRET, "wörd", coded, coded.replace("+", "%20"))
        .doesNotContainIgnoringCase("ss%20%22w")
        .doesNotContain(base64(SECRET).substring(4, 16), base64("me:" + SECRET))
        .doesNotContain(
            base64("a" + SECRET).substring(4, 16), base64("aa" + SECRET).substring(4, 16));
  }

  @Test
  void secretsAreSentAndNeverStoredWhenTheResponseEchoesThem() throws LeaseLost {
    for (String output : new String[] {"content", "response", "raw"}) {
      InterpreterFixture fresh = new InterpreterFixture();
      fresh.secrets.putAll(fixture.secrets);
      fresh.web = request -> echo(200, request);
      Outcome outcome = fresh.run(call(output));
      assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
      assertThat(fresh.requests.get(0).headers())
          .containsEntry(
              "X-Key", URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20"))
          .containsEntry("Authorization", "Basic " + base64("me:" + SECRET));
      String all = fresh.journal.records() + " " + outcome;
      if (output.equals("raw")) {
        String raw = ((Outcome.Succeeded) outcome).output().asText();
        all += new String(Base64.getDecoder().decode(raw), StandardCharsets.UTF_8);
      }
      assertThat(all)
          .doesNotContain("wörd", base64("me:" + SECRET), base64(SECRET).substring(4, 16));
    }
  }

  @Test
  void anErrorResponseStoresNoSecret() throws LeaseLost {
    fixture.web = request -> echo(500, request);
    Outcome outcome = fixture.run(call("content"));
    assertThat(problem(outcome, "/body/plain")).isEqualTo("***");
    assertThat(problem(outcome, "/headers/x-echo")).isEqualTo("***");
    assertNoSecret(outcome);
  }

  @Test
  void aRefusedCallStoresNoSecret() throws LeaseLost {
    fixture.web = request -> new Http.Refused(Http.Reason.COMMUNICATION, "no " + request.uri());
    assertNoSecret(fixture.run(call("content")));
  }

  @Test
  void anUnconfiguredSecretFailsTheTaskBeforeTheRequest() throws LeaseLost {
    fixture.secrets.clear();
    Outcome outcome = fixture.run(call("content"));
    assertThat(problem(outcome, "/type")).endsWith("/configuration");
    assertThat(problem(outcome, "/detail")).contains("'key'").contains("not configured");
    assertThat(fixture.requests).isEmpty();
  }

  @Test
  void anUnconfiguredSecretFailsAStrictDefinition() throws LeaseLost {
    fixture.secrets.clear();
    Definition strict =
        YamlDefinitions.strict(
            "do:\n  - call: {call: http, with: {method: GET, endpoint: 'http://a', headers: {K:"
                + " '{{secrets.key}}'}}}\n");
    assertThat(problem(fixture.run(strict), "/type")).endsWith("/configuration");
  }
}
