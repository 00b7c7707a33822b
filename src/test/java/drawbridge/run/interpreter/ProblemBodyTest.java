package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.outbound.Http;
import drawbridge.workflow.model.Definition;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The problem of a failed run has the beginning of the answer's body, never a secret (X18). */
@Tag("X18")
class ProblemBodyTest {

  private static final String SECRET = "s3cr&t-\"ö'-0123456789";
  private static final Definition CALL =
      tasks(
          """
          - call: {call: http, with: {method: GET, endpoint: 'http://a/x', query: {k: '{{secrets.key}}'}}}
          """);

  private final InterpreterFixture fixture = new InterpreterFixture();

  @BeforeEach
  void configure() {
    fixture.secrets.put("key", SECRET);
  }

  private Outcome answer(JsonNode content, boolean cut) throws LeaseLost {
    String text = content.isTextual() ? content.textValue() : Json.write(content);
    fixture.web =
        request ->
            new Http.Answered(502, Map.of(), content, text.getBytes(StandardCharsets.UTF_8), cut);
    return fixture.run(CALL);
  }

  private String body(String text) throws LeaseLost {
    return problem(answer(TextNode.valueOf(text), false), "/body");
  }

  @Test
  void aProblemNamesTaskTypeStatusAndBody() throws LeaseLost {
    Outcome outcome = answer(TextNode.valueOf("<h1>Bad Gateway</h1>"), false);
    assertThat(problem(outcome, "/task/name")).isEqualTo("call");
    assertThat(problem(outcome, "/type")).endsWith("/communication");
    assertThat(problem(outcome, "/status")).isEqualTo("502");
    assertThat(problem(outcome, "/body")).isEqualTo("<h1>Bad Gateway</h1>");
    assertThat(problem(outcome, "/bodyCut")).isEmpty();
  }

  @Test
  void aShortJsonBodyStaysJson() throws LeaseLost {
    assertThat(problem(answer(Json.read("{\"a\":{\"b\":1}}"), false), "/body/a/b")).isEqualTo("1");
  }

  @Test
  void aLongBodyIsCutAfterTwoKibibytesAtACharacter() throws LeaseLost {
    Outcome ascii = answer(TextNode.valueOf("x".repeat(5_000_000)), false);
    assertThat(problem(ascii, "/body")).isEqualTo("x".repeat(2_048));
    assertThat(problem(ascii, "/bodyCut")).isEqualTo("true");
    for (String character : new String[] {"ö", "€", "😀"}) {
      InterpreterFixture fresh = new InterpreterFixture();
      fresh.secrets.put("key", SECRET);
      fresh.web =
          request ->
              new Http.Answered(
                  500, Map.of(), TextNode.valueOf("x" + character.repeat(2_000)), new byte[0]);
      String body = problem(fresh.run(CALL), "/body");
      assertThat(body).startsWith("x" + character).endsWith(character);
      assertThat(body.getBytes(StandardCharsets.UTF_8).length).isBetween(2_045, 2_048);
    }
  }

  @Test
  void aLongJsonBodyIsCutAsText() throws LeaseLost {
    JsonNode large = Json.object().put("why", "down").put("trace", "x".repeat(3_000));
    assertThat(problem(answer(large, false), "/body"))
        .startsWith("{\"why\":\"down\",\"trace\":\"xxx")
        .hasSize(2_048);
  }

  @Test
  void aCatchSeesTheWholeBody() throws LeaseLost {
    fixture.web =
        request ->
            InterpreterFixture.answer(500, "{\"t\":\"" + "x".repeat(3_000) + "\",\"code\":7}");
    var caught =
        tasks(
            """
            - tried:
                try: [{call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}}]
                catch: {do: [{say: {set: {code: '{{error.body.code}}'}}}]}
            """);
    assertThat(output(fixture.run(caught))).isEqualTo("{\"code\":7}");
  }

  @ParameterizedTest
  @ValueSource(ints = {2_020, 2_030, 2_040, 2_047})
  void aSecretAcrossTheCutIsHidden(int before) throws LeaseLost {
    String body = body("x".repeat(before) + SECRET + "y".repeat(3_000));
    assertThat(body).doesNotContain("s3", "cr&t").startsWith("x".repeat(before));
  }

  @Test
  void aSecretAtTheEndOfACutAnswerIsHidden() throws LeaseLost {
    for (int part = 1; part < SECRET.length(); part++) {
      InterpreterFixture fresh = new InterpreterFixture();
      fresh.secrets.put("key", SECRET);
      String text = "why: " + SECRET.substring(0, part);
      fresh.web =
          request -> new Http.Answered(500, Map.of(), TextNode.valueOf(text), new byte[0], true);
      assertThat(problem(fresh.run(CALL), "/body")).isIn("why: ", "why: ***");
      assertThat(fresh.journal.records().toString()).doesNotContain("why: s");
    }
  }

  @Test
  void encodedSecretsAreHidden() throws LeaseLost {
    String html = "s3cr&amp;t-&quot;ö&#39;-0123456789";
    String ascii = "s3cr&t-\\\"\\u00f6'-0123456789";
    String wide = String.join("\0", SECRET.split("", -1)) + "\0";
    for (String coded : new String[] {html, ascii, ascii.replace("f6", "F6"), wide}) {
      InterpreterFixture fresh = new InterpreterFixture();
      fresh.secrets.put("key", SECRET);
      fresh.web =
          request ->
              new Http.Answered(500, Map.of(), TextNode.valueOf("a " + coded + " z"), new byte[0]);
      assertThat(problem(fresh.run(CALL), "/body")).as(coded).startsWith("a ***");
    }
  }

  @Test
  void aBinaryBodyIsShownAsText() throws LeaseLost {
    String body = body("\u0000\u0001\uFFFD\uFFFDPNG");
    assertThat(body).endsWith("PNG");
    assertThat(Json.write(TextNode.valueOf(body))).contains("\\u0000");
  }

  @Test
  void anUnreadableAnswerFailsTheTaskWithItsBody() throws LeaseLost {
    fixture.web =
        request ->
            new Http.Unreadable(
                new Http.Answered(
                    200, Map.of(), TextNode.valueOf("no json " + SECRET), new byte[0]),
                "the response (status 200) has a JSON media type and is not JSON");
    Outcome outcome = fixture.run(CALL);
    assertThat(problem(outcome, "/type")).endsWith("/communication");
    assertThat(problem(outcome, "/detail")).contains("is not JSON");
    assertThat(problem(outcome, "/body")).isEqualTo("no json ***");
  }
}
