package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.run.journal.LeaseLost;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.model.Semantics;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("X4")
class IdempotencyKeyTest {

  private static final String TRIED =
      """
      - tried:
          try: [{call: {call: http, %s with: {method: POST, endpoint: 'http://a/x'}}}]
          catch: {retry: {delay: {seconds: 1}, limit: {attempt: {count: 9}}}}
      """;

  private final InterpreterFixture fixture = new InterpreterFixture();

  private List<String> keys() {
    return fixture.requests.stream()
        .map(request -> String.valueOf(request.headers().get("Idempotency-Key")))
        .map(key -> key.replace(InterpreterFixture.RUN + ":", ""))
        .toList();
  }

  private void failUntil(int requests) {
    fixture.web =
        request ->
            fixture.requests.size() < requests
                ? InterpreterFixture.answer(503, "{}")
                : InterpreterFixture.ok("{}");
  }

  @Test
  void allAttemptsOfACallHaveOneKey() throws LeaseLost {
    failUntil(3);
    output(fixture.finish(tasks(TRIED.formatted(""))));
    assertThat(keys()).containsExactly("/0/0", "/0/0", "/0/0");
  }

  @Test
  void aTaskMayHaveAKeyForEachAttempt() throws LeaseLost {
    failUntil(3);
    output(fixture.finish(tasks(TRIED.formatted("metadata: {idempotencyKey: perAttempt},"))));
    assertThat(keys()).containsExactly("/0@1/0", "/0@2/0", "/0@3/0");
  }

  @Test
  @Tag("X27")
  void aRunOfTheFirstSemanticsHasAKeyForEachAttempt() throws LeaseLost {
    fixture.semantics = Semantics.FIRST;
    failUntil(2);
    output(fixture.finish(tasks(TRIED.formatted(""))));
    assertThat(keys()).containsExactly("/0@1/0", "/0@2/0");
  }

  @Test
  void callsOfOtherPlacesAndIterationsHaveOtherKeys() throws LeaseLost {
    fixture.web =
        request ->
            request.uri().getPath().equals("/bad")
                ? InterpreterFixture.answer(503, "{}")
                : InterpreterFixture.ok("{}");
    var definition =
        tasks(
            """
            - each:
                for: {in: '${ [1, 2] }'}
                do:
                  - outer:
                      try:
                        - first: {call: http, with: {method: GET, endpoint: 'http://a/x'}}
                        - inner:
                            try: [{second: {call: http, with: {method: GET, endpoint: 'http://a/bad'}}}]
                            catch: {do: [{third: {call: http, with: {method: GET, endpoint: 'http://a/y'}}}]}
                      catch: {retry: {delay: {seconds: 1}, limit: {attempt: {count: 1}}}}
            """);
    output(fixture.finish(definition));
    assertThat(keys())
        .doesNotHaveDuplicates()
        .containsExactly(
            "/0[0]/0/0", "/0[0]/0/1/0", "/0[0]/0/1!/0", "/0[1]/0/0", "/0[1]/0/1/0", "/0[1]/0/1!/0");
  }

  @Test
  @Tag("X3")
  void aCrashBetweenAttemptsKeepsTheKey() throws LeaseLost {
    failUntil(4);
    var definition = tasks(TRIED.formatted(""));
    for (int commits = 1; commits <= 6; commits++) {
      fixture.journal.dieAfter(commits);
      try {
        fixture.finish(definition);
      } catch (LeaseLost killed) {
        fixture.journal.restart();
      }
    }
    output(fixture.finish(definition));
    assertThat(keys()).hasSizeGreaterThanOrEqualTo(3).containsOnly("/0/0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{call: http, with: {method: GET, endpoint: 'http://a'}, metadata: {idempotencyKey: x}}"
            + " | must be perAttempt",
        "{call: http, with: {method: GET, endpoint: 'http://a'}, metadata: {idempotencyKey: 1}}"
            + " | must be perAttempt",
        "{set: {a: 1}, metadata: {idempotencyKey: perAttempt}} | belongs to the metadata",
      })
  void aSaveRefusesOtherValuesAndOtherTasks(String task, String detail) {
    String text =
        "document: {dsl: '1.0.0', namespace: t, name: t, version: '1.0.0'}\ndo: [{a: "
            + task
            + "}]";
    List<Fault> faults =
        new DefinitionReader()
            .read(text, DefinitionFormat.YAML)
            .match(sound -> List.of(), found -> List.copyOf(found));
    assertThat(faults)
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).endsWith("/metadata/idempotencyKey");
              assertThat(fault.detail()).contains(detail);
            });
  }
}
