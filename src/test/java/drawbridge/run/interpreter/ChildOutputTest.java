package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Semantics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a {@code run: workflow} outputs: {@code return} and {@code await}. */
class ChildOutputTest {

  private final InterpreterFixture fixture = new InterpreterFixture();

  private static Definition definition(String members) {
    return tasks(
        """
        - before: {set: {x: 1}}
        - child:
            run: {workflow: {namespace: t, name: other, version: latest}%s}
        - after: {set: {got: '${ . }', state: '{{states.child.child.s.value}}'}}
        """
            .formatted(members));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "§§ | {\"id\":7}",
        ", return: stdout | {\"id\":7}",
        ", await: true | {\"id\":7}",
        ", return: none | null",
      })
  void anAwaitedChildGivesItsOutputOrNull(String members, String got) throws LeaseLost {
    Definition definition = definition(members);
    assertThat(fixture.run(definition)).isInstanceOf(Outcome.Waiting.class);
    fixture.endChildren(
        new Outcome.Succeeded(Json.read("{\"id\":7}"), Json.read("{\"s\":{\"value\":true}}")));
    String expected = "{\"got\":" + got + ",\"state\":true}";
    assertThat(output(fixture.run(definition))).isEqualTo(expected);
    assertThat(output(fixture.run(definition))).as("replayed").isEqualTo(expected);
  }

  @Test
  @Tag("X27")
  void aChildThatIsNotAwaitedLeavesTheInput() throws LeaseLost {
    Definition definition = definition(", await: false");
    String expected = "{\"got\":{\"x\":1},\"state\":null}";
    assertThat(output(fixture.run(definition))).isEqualTo(expected);
    assertThat(output(fixture.run(definition))).as("replayed").isEqualTo(expected);
    assertThat(fixture.journal.find("/1"))
        .extracting(record -> String.valueOf(record.output()))
        .asString()
        .startsWith("{\"runId\":");
  }

  @ParameterizedTest
  @EnumSource(
      value = Semantics.class,
      names = {"FIRST", "SECOND"})
  @Tag("X27")
  void aRunOfEarlierSemanticsGetsTheIdOfTheChild(Semantics earlier) throws LeaseLost {
    fixture.semantics = earlier;
    assertThat(output(fixture.run(definition(", await: false"))))
        .startsWith("{\"got\":{\"runId\":");
  }

  @Test
  void inputFromIsTheOutputOfATaskThatDoesNotWait() throws LeaseLost {
    Definition definition =
        tasks(
            """
            - child:
                input: {from: '{a: 1}'}
                run: {workflow: {namespace: t, name: other, version: latest}, await: false}
                output: {as: '{sent: .}'}
            """);
    assertThat(output(fixture.run(definition))).isEqualTo("{\"sent\":{\"a\":1}}");
  }
}
