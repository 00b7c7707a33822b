package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.definition;
import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.run.journal.LeaseLost;
import drawbridge.workflow.model.Definition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Schemas of workflows and tasks (X23). */
@Tag("X23")
class SchemasTest {

  private static final String VALIDATION =
      "https://serverlessworkflow.io/spec/1.0.0/errors/validation";

  private final InterpreterFixture fixture = new InterpreterFixture();

  @Test
  void runWithAnUnfitInputDocumentFailsBeforeItsFirstTask() throws LeaseLost {
    Definition definition =
        definition(
            """
            input:
              from: ${ .runtime }
              schema: {document: {properties: {runtime: {required: [id]}, states: {required: [preset]}}}}
            do:
              - call: {call: http, with: {method: get, endpoint: https://example.org/}}
            """);
    Outcome outcome = fixture.run(definition);

    assertThat(problem(outcome, "/type")).isEqualTo(VALIDATION);
    assertThat(problem(outcome, "/status")).isEqualTo("400");
    assertThat(problem(outcome, "/errors/0/pointer")).isEqualTo("/runtime");
    assertThat(problem(outcome, "/detail"))
        .isEqualTo(
            "the input document does not fit its schema: /runtime: required property 'id' not found");
    assertThat(fixture.requests).isEmpty();
    assertThat(fixture.run(definition, "{'id':1}", "{'preset':1}"))
        .isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void outputOfARunIsCheckedAfterItsExpression() throws LeaseLost {
    String body =
        """
        do:
          - make: {set: {n: 1}}
        output:
          as: '${ {n: (.n + %s)} }'
          schema: {format: 'json:2020-12', document: {properties: {n: {maximum: 5}}}}
        """;
    assertThat(output(fixture.run(definition(body.formatted("1"))))).isEqualTo("{\"n\":2}");
    Outcome outcome = fixture.run(definition(body.formatted("9")));
    assertThat(problem(outcome, "/type")).isEqualTo(VALIDATION);
    assertThat(problem(outcome, "/errors/0/pointer")).isEqualTo("/n");
  }

  @Test
  void unfitOutputFailsTheTaskAndCanBeCaught() throws LeaseLost {
    Outcome outcome =
        fixture.run(
            tasks(
                """
                - careful:
                    try:
                      - make:
                          set: {n: text}
                          output: {schema: {document: {properties: {n: {type: integer}}}}}
                    catch:
                      errors: {with: {type: '%s'}}
                      do:
                        - name: {set: {at: '${ $error.errors[0].pointer }', task: '${ $error.instance }'}}
                """
                    .formatted(VALIDATION)));
    assertThat(output(outcome)).isEqualTo("{\"at\":\"/n\",\"task\":\"/do/0/careful/try/0/make\"}");
  }

  @Test
  void inputOfATaskIsCheckedBeforeItsExpressionAndItsEffect() throws LeaseLost {
    Outcome outcome =
        fixture.run(
            tasks(
                """
                - make: {set: {petId: text}}
                - call:
                    input:
                      from: ${ {} }
                      schema: {document: {properties: {petId: {type: integer}}, required: [petId]}}
                    call: http
                    with: {method: get, endpoint: https://example.org/}
                """));
    assertThat(problem(outcome, "/detail"))
        .startsWith("the input does not fit its schema: /petId: ");
    assertThat(problem(outcome, "/task/name")).isEqualTo("call");
    assertThat(fixture.requests).isEmpty();
  }

  @Test
  void exportIsCheckedBeforeItBecomesTheContext() throws LeaseLost {
    Outcome outcome =
        fixture.run(
            tasks(
                """
                - make:
                    set: {n: 1}
                    export:
                      as: '${ {m: .n} }'
                      schema: {document: {required: [n]}}
                """));
    assertThat(problem(outcome, "/detail"))
        .isEqualTo("the export does not fit its schema: required property 'n' not found");
  }

  @Test
  void unfitTaskStaysFailedWhenTheRunIsExecutedAgain() throws LeaseLost {
    Definition definition =
        tasks(
            """
            - call:
                call: http
                with: {method: get, endpoint: https://example.org/}
                output: {schema: {document: {required: [id]}}}
            """);
    Outcome first = fixture.run(definition);
    Outcome second = fixture.run(definition);

    assertThat(problem(second, "/detail")).isEqualTo(problem(first, "/detail"));
    assertThat(fixture.requests).hasSize(1);
  }
}
