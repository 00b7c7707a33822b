package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.definition;
import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.run.journal.LeaseLost;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Semantics;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No error is forgotten (X17). */
@Tag("X17")
class EndingsTest {

  private static final String TRIED =
      """
      - tried:
          try: [{call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}}]
          catch:
            %s
      - after: {set: {reached: true}}
      """;
  private static final String RETRY = "retry: {delay: {seconds: 1}, limit: {attempt: {count: 2}}}";

  private final InterpreterFixture fixture = new InterpreterFixture();

  EndingsTest() {
    fixture.web = request -> InterpreterFixture.answer(503, "{\"why\":\"down\"}");
  }

  private static Definition tried(String... caught) {
    return tasks(TRIED.formatted(String.join("\n      ", caught)));
  }

  @Test
  void usedUpRetriesFailTheRun() throws LeaseLost {
    Outcome outcome = fixture.finish(tried(RETRY));
    assertThat(problem(outcome, "/status")).isEqualTo("503");
    assertThat(problem(outcome, "/task/name")).isEqualTo("call");
    assertThat(fixture.requests).hasSize(3);
  }

  @Test
  void usedUpRetriesFailTheRunAfterTheFlowOfTheCatch() throws LeaseLost {
    Outcome outcome =
        fixture.finish(tried(RETRY, "do: [{note: {set: {noted: '{{error.status}}'}}}]"));
    assertThat(problem(outcome, "/status")).isEqualTo("503");
    assertThat(((Outcome.Failed) outcome).states().at("/noted/value").asInt()).isEqualTo(503);
  }

  @Test
  void anOuterCatchHandlesWhatRetriesDidNotOvercome() throws LeaseLost {
    var nested =
        tasks(
            """
            - outer:
                try:
                  - inner:
                      try: [{call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}}]
                      catch: {%s}
                catch: {do: [{fallback: {set: {fellBack: true}}}]}
            """
                .formatted(RETRY));
    assertThat(output(fixture.finish(nested))).isEqualTo("{\"fellBack\":true}");
    assertThat(fixture.requests).hasSize(3);
  }

  @Test
  void theFlowOfACatchMayEndTheRun() throws LeaseLost {
    var ends = tried(RETRY, "do: [{giveUp: {set: {gaveUp: true}, then: end}}]");
    assertThat(output(fixture.finish(ends))).isEqualTo("{\"gaveUp\":true}");
  }

  @Test
  void exitInTheFlowOfACatchDoesNotHandleTheError() throws LeaseLost {
    var exits = tried(RETRY, "do: [{giveUp: {set: {gaveUp: true}, then: exit}}]");
    assertThat(problem(fixture.finish(exits), "/status")).isEqualTo("503");
  }

  @Test
  void aFlowOfACatchThatFailsHasItsOwnError() throws LeaseLost {
    var fails =
        tried(
            RETRY, "do: [{bad: {raise: {error: {type: 'https://example.org/own', status: 400}}}}]");
    assertThat(problem(fixture.finish(fails), "/type")).isEqualTo("https://example.org/own");
  }

  @Test
  void aFlowOfACatchThatWaitsEndsBeforeTheErrorGoesThrough() throws LeaseLost {
    var waits = tried(RETRY, "do: [{pause: {wait: {minutes: 1}}}, {late: {set: {late: true}}}]");
    Outcome outcome = fixture.finish(waits);
    assertThat(problem(outcome, "/status")).isEqualTo("503");
    assertThat(((Outcome.Failed) outcome).states().at("/late/value").asBoolean()).isTrue();
    assertThat(fixture.requests).hasSize(3);
  }

  @Test
  void anErrorThatRetryDoesNotRepeatFailsTheRun() throws LeaseLost {
    var refused = tried("retry: {exceptWhen: '${ $error.status == 503 }', delay: {seconds: 1}}");
    assertThat(problem(fixture.finish(refused), "/status")).isEqualTo("503");
    assertThat(fixture.requests).hasSize(1);
  }

  @Test
  void aTimeLimitOfRetriesFailsTheRun() throws LeaseLost {
    var limited = tried("retry: {delay: {seconds: 4}, limit: {duration: PT10S}}");
    assertThat(problem(fixture.finish(limited), "/status")).isEqualTo("503");
    assertThat(fixture.requests).hasSize(3);
  }

  @Test
  void aTimedOutLastAttemptFailsTheRun() throws LeaseLost {
    var slow =
        tasks(
            """
            - tried:
                try: [{pause: {wait: {minutes: 1}}}]
                catch: {retry: {delay: {seconds: 1}, limit: {attempt: {count: 1, duration: PT5S}}}}
            """);
    Outcome outcome = fixture.finish(slow);
    assertThat(problem(outcome, "/type")).endsWith("/timeout");
    assertThat(problem(outcome, "/detail")).contains("attempt 2 of task 'tried'");
  }

  @Test
  void aCatchWithoutRetryHandlesTheError() throws LeaseLost {
    assertThat(output(fixture.run(tried("as: error")))).isEqualTo("{\"reached\":true}");
    assertThat(output(fixture.run(tried("do: [{mend: {set: {a: 1}}}]"))))
        .isEqualTo("{\"reached\":true}");
  }

  @Test
  void usedUpRetriesInALoopEndTheLoop() throws LeaseLost {
    var loop =
        tasks(
            """
            - each:
                for: {in: '${ [1, 2, 3] }'}
                do:
                  - tried:
                      try: [{call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}}]
                      catch: {%s}
            """
                .formatted(RETRY));
    assertThat(problem(fixture.finish(loop), "/status")).isEqualTo("503");
    assertThat(fixture.requests).hasSize(3);
  }

  @Test
  void usedUpRetriesInABranchFailTheFork() throws LeaseLost {
    var fork =
        tasks(
            """
            - both:
                fork:
                  branches:
                    - quick: {set: {a: 1}}
                    - tried:
                        try: [{call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}}]
                        catch: {%s}
            """
                .formatted(RETRY));
    assertThat(problem(fixture.finish(fork), "/status")).isEqualTo("503");
  }

  @Test
  void aCancellationDuringARetryDelayStopsTheRun() throws LeaseLost {
    assertThat(fixture.run(tried(RETRY))).isInstanceOf(Outcome.Waiting.class);
    fixture.journal.cancel();
    fixture.clock.move(Duration.ofSeconds(1));
    assertThat(fixture.run(tried(RETRY))).isInstanceOf(Outcome.Cancelled.class);
    assertThat(fixture.requests).hasSize(1);
  }

  @Test
  @Tag("X27")
  void aRunOfTheFirstSemanticsForgetsTheError() throws LeaseLost {
    fixture.semantics = Semantics.FIRST;
    assertThat(output(fixture.finish(tried(RETRY)))).isEqualTo("{\"reached\":true}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {if: '${ 1 | keys }', set: {a: 1}}",
        "a: {input: {from: '${ 1 | keys }'}, set: {a: 1}}",
        "a: {set: {a: 1}, output: {as: '${ 1 | keys }'}}",
        "a: {set: {a: 1}, export: {as: '${ 1 | keys }'}}",
        "a: {set: {a: 1}, export: {as: '${ 1 }'}}",
        "a: {set: {a: 1}, timeout: {after: '${ 1 }'}}",
        "a: {set: {a: '${ 1 | keys }'}}",
        "a: {set: {a: \"{{date runtime.who 'yyyy'}}\"}}",
        "a: {wait: '${ null }'}",
        "a: {switch: [{c: {when: '${ 1 | keys }', then: end}}]}",
        "a: {for: {in: '${ 1 | keys }'}, do: [{b: {set: {a: 1}}}]}",
        "a: {for: {in: '${ null }'}, do: [{b: {set: {a: 1}}}]}",
        "a: {for: {in: '${ [1] }'}, while: '${ 1 | keys }', do: [{b: {set: {a: 1}}}]}",
        "a: {raise: {error: {type: '${ null }', status: 500}}}",
        "a: {raise: {error: {type: 'https://example.org/x', status: 500, detail: '${ 1 | keys }'}}}",
        "a: {call: http, with: {method: GET, endpoint: '${ null }'}}",
        "a: {call: http, with: {method: '${ [] }', endpoint: 'http://a'}}",
        "a: {call: http, with: {method: GET, endpoint: 'http://a', headers: {A: '${ {} }'}}}",
        "a: {call: http, with: {method: GET, endpoint: 'http://a', headers: '${ [1] }'}}",
        "a: {call: http, with: {method: GET, endpoint: 'http://a', query: '${ \"q\" }'}}",
        "a: {call: http, with: {method: GET, endpoint: {uri: 'http://a', authentication:"
            + " {bearer: {token: '${ null }'}}}}}",
        "a: {call: http, with: {method: GET, endpoint: {uri: 'http://a', authentication:"
            + " {basic: {username: a, password: '${ [] }'}}}}}",
        "a: {run: {workflow: {namespace: t, name: '${ null }', version: latest}}}",
        "a: {try: [{b: {raise: {error: {type: 'https://a.example/x', status: 500}}}}],"
            + " catch: {when: '${ 1 | keys }'}}",
        "a: {try: [{b: {raise: {error: {type: 'https://a.example/x', status: 500}}}}],"
            + " catch: {retry: {when: '${ 1 | keys }', delay: {seconds: 1}}}}",
        "a: {try: [{b: {raise: {error: {type: 'https://a.example/x', status: 500}}}}],"
            + " catch: {retry: {delay: '${ 1 }'}}}",
      })
  void aFaultInAnEvaluationFailsItsTask(String task) throws LeaseLost {
    Outcome outcome = fixture.run(tasks("- " + task + "\n"));
    assertThat(problem(outcome, "/type")).endsWith("/expression");
    assertThat(problem(outcome, "/task/name")).isEqualTo("a");
    assertThat(fixture.requests).isEmpty();
    InterpreterFixture caught = new InterpreterFixture();
    assertThat(
            output(
                caught.run(
                    tasks(
                        "- t: {try: [{%s}], catch: {do: [{ok: {set: {caught: true}}}]}}\n"
                            .formatted(task)))))
        .isEqualTo("{\"caught\":true}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input: {from: '${ 1 | keys }'}",
        "output: {as: '${ 1 | keys }'}",
        "timeout: {after: '${ 1 }'}"
      })
  void aFaultInAnEvaluationOfTheWorkflowFailsTheRun(String member) throws LeaseLost {
    Outcome outcome = fixture.run(definition(member + "\ndo: [{a: {set: {a: 1}}}]\n"));
    assertThat(problem(outcome, "/type")).endsWith("/expression");
    assertThat(problem(outcome, "/task/name")).isEqualTo("Test");
  }

  @Test
  void aMappingThatFailsAfterACallFailsTheRunAfterAResumptionToo() throws LeaseLost {
    fixture.web = request -> InterpreterFixture.ok("{\"n\":1}");
    var mapped =
        tasks(
            """
            - call: {call: http, with: {method: GET, endpoint: 'http://a/x'}, output: {as: '${ .n | keys }'}}
            """);
    for (int i = 0; i < 2; i++) {
      assertThat(problem(fixture.run(mapped), "/type")).endsWith("/expression");
    }
    assertThat(fixture.requests).hasSize(1);
  }

  @Test
  void aHeaderOfNullIsEmpty() throws LeaseLost {
    fixture.web = request -> InterpreterFixture.ok("{}");
    fixture.run(
        tasks(
            "- a: {call: http, with: {method: GET, endpoint: 'http://a', headers: {A:"
                + " '{{runtime.absent}}', B: '${ 5 }'}}}\n"));
    assertThat(fixture.requests.get(0).headers()).containsEntry("A", "").containsEntry("B", "5");
  }

  @Test
  void aSwitchWithoutAMatchTakesNoCaseAfterAResumption() throws LeaseLost {
    var choice =
        tasks(
            """
            - choose: {switch: [{'null': {when: '${ false }', then: end}}]}
            - pause: {wait: {seconds: 1}}
            - last: {set: {reached: true}}
            """);
    assertThat(output(fixture.finish(choice))).isEqualTo("{\"reached\":true}");
  }
}
