package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.definition;
import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault at any place fails its task, which the problem names, and an outer catch handles it. */
@Tag("X17")
class FaultPlacesTest {

  /** Fails when it is evaluated. */
  private static final String BAD = "${ {} | tonumber }";

  private final InterpreterFixture fixture = new InterpreterFixture();

  private static String bad(String task) {
    return task.replace("BAD", "'" + BAD + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad: {set: {x: BAD}}",
        "bad: {set: BAD}",
        "bad: {set: {x: 1}, if: BAD}",
        "bad: {set: {x: 1}, input: {from: BAD}}",
        "bad: {set: {x: 1}, output: {as: BAD}}",
        "bad: {set: {x: 1}, output: {as: {y: BAD}}}",
        "bad: {set: {x: 1}, export: {as: BAD}}",
        "bad: {set: {x: 1}, export: {as: '${ 7 }'}}",
        "bad: {set: {x: 1}, export: {as: '${ null }'}}",
        "bad: {set: {x: 1}, timeout: {after: BAD}}",
        "bad: {set: {x: 1}, timeout: {after: '${ -1 }'}}",
        "bad: {wait: BAD}",
        "bad: {wait: '${ {seconds: -1} }'}",
        "bad: {wait: '${ \"soon\" }'}",
        "bad: {wait: {seconds: 1}, output: {as: BAD}}",
        "bad: {switch: [{a: {when: BAD, then: continue}}]}",
        "bad: {for: {in: BAD}, do: [{x: {set: {x: 1}}}]}",
        "bad: {for: {in: '${ null }'}, do: [{x: {set: {x: 1}}}]}",
        "bad: {for: {in: '${ {a: 1} }'}, do: [{x: {set: {x: 1}}}]}",
        "bad: {for: {in: '${ [1] }'}, while: BAD, do: [{x: {set: {x: 1}}}]}",
        "bad: {for: {in: '${ [1] }'}, do: [{x: {set: {x: 1}}}], output: {as: BAD}}",
        "bad: {do: [{x: {set: {x: 1}}}], output: {as: BAD}}",
        "bad: {do: [{x: {set: {x: 1}}}], timeout: {after: BAD}}",
        "bad: {fork: {branches: [{x: {set: {x: 1}}}]}, output: {as: BAD}}",
        "bad: {fork: {compete: true, branches: [{x: {set: {x: 1}}}]}, output: {as: BAD}}",
        "bad: {raise: {error: {type: BAD, status: 400}}}",
        "bad: {raise: {error: {type: '${ null }', status: 400}}}",
        "bad: {raise: {error: {type: 'http://x/y', status: 400, detail: BAD}}}",
        "bad: {raise: {error: {type: 'http://x/y', status: 400, detail: '${ {a: 1} }'}}}",
        "bad: {raise: {error: {type: 'http://x/y', status: 400, title: '${ [1] }'}}}",
        "bad: {call: http, with: {method: GET, endpoint: BAD}}",
        "bad: {call: http, with: {method: GET, endpoint: 'http://a/{none}'}}",
        "bad: {call: http, with: {method: GET, endpoint: 'http://a/', headers: {x: BAD}}}",
        "bad: {call: http, with: {method: GET, endpoint: 'http://a/', query: BAD}}",
        "bad: {call: http, with: {method: POST, endpoint: 'http://a/', body: {x: [BAD]}}}",
        "bad: {call: http, with: {method: GET, endpoint: 'http://a/'}, output: {as: BAD}}",
        "bad: {call: http, with: {method: GET, endpoint: 'http://a/'}, export: {as: BAD}}",
        "bad: {run: {workflow: {namespace: n, name: BAD, version: latest}}}",
        "bad: {run: {workflow: {namespace: n, name: n, version: latest, input: {x: BAD}}}}",
        "bad: {run: {workflow: {namespace: n, name: n, version: latest}}, output: {as: BAD}}",
        "bad: {run: {workflow: {namespace: n, name: n, version: latest}, await: false}, export: {as: BAD}}",
      })
  void faultFailsItsTaskAndCanBeCaught(String task) throws LeaseLost {
    Outcome failed = fixture.finish(tasks("- " + bad(task) + "\n- after: {set: {reached: true}}"));
    assertThat(problem(failed, "/type")).endsWith("/errors/expression");
    assertThat(problem(failed, "/status")).isEqualTo("400");
    assertThat(problem(failed, "/detail")).isNotBlank();
    assertThat(problem(failed, "/task/name")).isEqualTo("bad");
    assertThat(problem(failed, "/task/pointer")).isEqualTo("/do/0/bad");
    assertThat(fixture.journal.records())
        .as("the step has failed")
        .filteredOn(it -> it.task().equals("bad"))
        .extracting(StepRecord::status)
        .containsExactly(StepRecord.Status.FAILED);

    InterpreterFixture fresh = new InterpreterFixture();
    Outcome caught =
        fresh.finish(
            tasks(
                "- tried: {try: [{"
                    + bad(task)
                    + "}], catch: {errors: {with: {status: 400}}, do: [{mend: {set: {mended: '{{error.instance}}'}}}]}}"));
    assertThat(output(caught)).isEqualTo("{\"mended\":\"/do/0/tried/try/0/bad\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "when: BAD",
        "exceptWhen: BAD",
        "retry: {when: BAD}",
        "retry: {exceptWhen: BAD}",
        "retry: {delay: BAD}",
        "retry: {delay: {seconds: 1}, jitter: {from: BAD, to: {seconds: 1}}}",
        "retry: {delay: {seconds: 1}, limit: {duration: BAD}}",
        "retry: {delay: {seconds: 1}, limit: {attempt: {duration: BAD}}}",
      })
  void faultOfACatchFailsTheTry(String member) throws LeaseLost {
    String tried =
        "tried: {try: [{first: {raise: {error: {type: 'http://x/first', status: 500}}}}], catch: {"
            + bad(member)
            + "}}";
    Outcome failed = fixture.finish(tasks("- " + tried + "\n- after: {set: {reached: true}}"));
    assertThat(problem(failed, "/type")).endsWith("/errors/expression");
    assertThat(problem(failed, "/task/name")).isEqualTo("tried");

    Outcome caught =
        new InterpreterFixture()
            .finish(
                tasks(
                    "- outer: {try: [{"
                        + tried
                        + "}], catch: {do: [{mend: {set: {mended: true}}}]}}"));
    assertThat(output(caught)).isEqualTo("{\"mended\":true}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"input: {from: BAD}", "output: {as: BAD}", "timeout: {after: BAD}"})
  void faultOfTheWorkflowFailsTheRun(String member) throws LeaseLost {
    Outcome failed = fixture.run(definition(bad(member) + "\ndo: [{a: {set: {x: 1}}}]"));
    assertThat(problem(failed, "/type")).endsWith("/errors/expression");
    assertThat(problem(failed, "/task/name")).isEqualTo("Test");
  }

  @Test
  void whereAllBranchesFailTheForkFails() throws LeaseLost {
    String branches =
        "branches: [{a: {raise: {error: {type: 'http://x/a', status: 500}}}}, {b: {raise: {error: {type: 'http://x/b', status: 500}}}}]";
    for (String compete : List.of("", "compete: true, ")) {
      Outcome failed =
          new InterpreterFixture()
              .run(tasks("- all: {fork: {" + compete + branches + "}}\n- after: {set: {x: 1}}"));
      assertThat(problem(failed, "/type")).isEqualTo("http://x/a");
    }
  }

  @Test
  void branchThatFailsBeforeOneWinsFailsTheRace() throws LeaseLost {
    Outcome failed =
        fixture.finish(
            tasks(
                """
                - race:
                    fork:
                      compete: true
                      branches:
                        - slow: {do: [{w: {wait: {minutes: 1}}}, {s: {set: {won: true}}}]}
                        - bad: {raise: {error: {type: 'http://x/b', status: 500}}}
                """));
    assertThat(problem(failed, "/type")).isEqualTo("http://x/b");
    assertThat(problem(failed, "/task/name")).isEqualTo("bad");
  }

  @Test
  void childThatIsCancelledFailsItsTask() throws LeaseLost {
    var parent =
        tasks(
            """
            - ask: {run: {workflow: {namespace: n, name: n, version: latest}}}
            - after: {set: {reached: true}}
            """);
    assertThat(fixture.run(parent)).isInstanceOf(Outcome.Waiting.class);
    fixture.endChildren(new Outcome.Cancelled());
    Outcome failed = fixture.run(parent);
    assertThat(problem(failed, "/type")).endsWith("/errors/runtime");
    assertThat(problem(failed, "/detail")).contains("was cancelled");
    assertThat(problem(failed, "/task/name")).isEqualTo("ask");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "big: {set: {x: '${ \"y\" * 2000 }'}}",
        "big: {set: {x: 1}, output: {as: '${ {x: (\"y\" * 2000)} }'}}",
        "big: {call: http, with: {method: GET, endpoint: 'http://a/'}}",
      })
  @Tag("X7")
  void outputBeyondTheLimitFailsTheRunAndIsNotStored(String task) throws LeaseLost {
    fixture.limits = new RunLimits(100, 100, Duration.ofHours(1), 1_024, 64 << 20, 64, 20);
    fixture.web = request -> InterpreterFixture.ok("{\"x\":\"" + "y".repeat(2_000) + "\"}");
    Outcome failed =
        fixture.run(
            tasks("- t: {try: [{" + task + "}], catch: {}}\n- after: {set: {reached: true}}"));
    assertThat(problem(failed, "/limit")).isEqualTo("output per step");
    assertThat(problem(failed, "/task/name")).isEqualTo("big");
    assertThat(fixture.journal.records())
        .allSatisfy(
            it ->
                assertThat(it.output() == null ? 0 : Json.write(it.output()).length())
                    .isLessThanOrEqualTo(1_024));
  }

  @Test
  void faultAfterAResumeIsRecorded() throws LeaseLost {
    var waits = tasks("- bad: {wait: {seconds: 1}, output: {as: '" + BAD + "'}}");
    assertThat(fixture.run(waits)).isInstanceOf(Outcome.Waiting.class);
    fixture.clock.move(Duration.ofSeconds(2));
    assertThat(problem(fixture.run(waits), "/task/name")).isEqualTo("bad");
    assertThat(fixture.journal.records())
        .extracting(StepRecord::status)
        .containsExactly(StepRecord.Status.FAILED);
  }

  @Test
  void callWithAFaultyMappingIsNotRepeated() throws LeaseLost {
    var call =
        tasks(
            "- bad: {call: http, with: {method: GET, endpoint: 'http://a/'}, output: {as: '"
                + BAD
                + "'}}");
    assertThat(problem(fixture.run(call), "/type")).endsWith("/expression");
    assertThat(problem(fixture.run(call), "/type")).endsWith("/expression");
    assertThat(fixture.requests).hasSize(1);
    StepRecord record = fixture.journal.records().get(0);
    assertThat(String.valueOf(record.input())).contains("http://a/");
  }
}
