package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.definition;
import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The arguments of runtime expressions (E5), and what headers may carry (E10). */
class ArgumentsTest {

  private final InterpreterFixture engine = new InterpreterFixture();

  private JsonNode of(String program) throws LeaseLost {
    return Json.read(
        output(
            engine.run(
                tasks(
                    """
                    - first: {set: {a: 1}}
                    - second:
                        input: {from: '.a'}
                        set: {made: true}
                        output: {as: '%s'}
                    """
                        .formatted(program)))));
  }

  @Test
  @Tag("E5")
  void theWorkflowDescribesItself() throws LeaseLost {
    JsonNode found = of("$workflow");
    String started = engine.clock.instant().toString();

    assertThat(found.get("id").textValue()).isEqualTo(InterpreterFixture.RUN.toString());
    assertThat(found.at("/definition/document/name").textValue()).isEqualTo("test");
    assertThat(found.at("/input/runtime/who").textValue()).isEqualTo("me");
    assertThat(found.at("/input/states/preset/value").intValue()).isEqualTo(1);
    assertThat(found.at("/startedAt/iso8601").textValue()).isEqualTo(started);
    assertThat(found.at("/startedAt/epoch/seconds").longValue())
        .isEqualTo(engine.clock.instant().getEpochSecond());
    assertThat(found.at("/startedAt/epoch/milliseconds").longValue())
        .isEqualTo(engine.clock.instant().toEpochMilli());
  }

  @Test
  @Tag("E5")
  void theTaskDescribesItselfWithItsRawInputAndOutput() throws LeaseLost {
    JsonNode found = of("{task: $task, input: $input, output: $output}");

    assertThat(found.at("/task/name").textValue()).isEqualTo("second");
    assertThat(found.at("/task/reference").textValue()).isEqualTo("/do/1/second");
    assertThat(found.at("/task/definition/set")).hasToString("{\"made\":true}");
    assertThat(found.at("/task/input")).hasToString("{\"a\":1}");
    assertThat(found.at("/task/output")).hasToString("{\"made\":true}");
    assertThat(found.at("/task/startedAt/iso8601").textValue())
        .isEqualTo(engine.clock.instant().toString());
    assertThat(found.at("/input")).hasToString("1");
    assertThat(found.at("/output")).hasToString("{\"made\":true}");
  }

  @Test
  @Tag("E5")
  void theEngineDescribesItself() throws LeaseLost {
    assertThat(of("$runtime").get("name").textValue()).isEqualTo("drawbridge");
    assertThat(of("$runtime").get("metadata")).hasToString("{}");
  }

  @Test
  @Tag("E5")
  @Tag("X13")
  void aConditionComparesASecretAndKeepsIt() throws LeaseLost {
    engine.secrets.put("key", "hunter2hunter2");
    String tasks =
        """
        - choose:
            switch:
              - known: {when: '$secrets.key == "hunter2hunter2"', then: same}
              - other: {then: differs}
        - differs: {set: {is: 2}, then: end}
        - same: {set: {is: 1}, if: '${ $secrets.key | startswith("hunter") }'}
        """;

    assertThat(output(engine.run(tasks(tasks)))).isEqualTo("{\"is\":1}");
    assertThat(engine.journal.records().toString()).doesNotContain("hunter2");
  }

  @Test
  @Tag("E5")
  void aSecretThatIsNotConfiguredFailsTheCondition() throws LeaseLost {
    Outcome outcome = engine.run(tasks("- a: {set: {x: 1}, if: '$secrets.key == null'}"));

    assertThat(problem(outcome, "/detail")).contains("'key'", "drawbridge.secrets");
    assertThat(problem(outcome, "/type")).endsWith("/expression");
  }

  @Test
  @Tag("E5")
  @Tag("X13")
  void aCallSeesItsAuthorizationAndLaterExpressionsItsSchemeOnly() throws LeaseLost {
    engine.secrets.put("token", "hunter2hunter2");
    Outcome outcome =
        engine.run(
            tasks(
                """
                - call:
                    call: http
                    with:
                      method: POST
                      endpoint:
                        uri: https://example.org/{id}
                        authentication: {bearer: {token: '${ $secrets.token }'}}
                      headers: {x-copy: '${ $authorization.parameter }'}
                    input: {from: '{id: 5}'}
                    output: {as: '$authorization'}
                - next: {set: {none: '${ $authorization }', before: '${ . }'}}
                """));

    assertThat(engine.requests.get(0).headers()).containsEntry("x-copy", "hunter2hunter2");
    assertThat(engine.requests.get(0).uri()).hasToString("https://example.org/5");
    assertThat(output(outcome))
        .isEqualTo("{\"none\":null,\"before\":{\"scheme\":\"Bearer\",\"parameter\":\"***\"}}");
    assertThat(engine.journal.records().toString()).doesNotContain("hunter2");
  }

  @Test
  @Tag("E10")
  void aHeaderBeyondAsciiIsRefusedByName() throws LeaseLost {
    Outcome outcome =
        engine.run(
            tasks(
                """
                - call:
                    call: http
                    with:
                      method: GET
                      endpoint: https://example.org/
                      headers: {x-name: '${ "Zo\\u00eb" }'}
                """));

    assertThat(engine.requests).isEmpty();
    assertThat(problem(outcome, "/detail")).contains("header x-name").contains("ASCII");
  }

  @Test
  @Tag("E5")
  void whatIsRaisedByALiteralIsShown() throws LeaseLost {
    Outcome outcome = engine.run(definition("do: [{a: {set: {x: '${ error(\"boo\") }'}}}]"));

    assertThat(problem(outcome, "/detail")).contains("the program raised the error \"boo\"");
  }
}
