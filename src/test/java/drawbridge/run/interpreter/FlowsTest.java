package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.definition;
import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowsTest {

  private final InterpreterFixture fixture = new InterpreterFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "do: [{stop: {set: {a: 1}, then: end}}, {no: {set: {a: 2}}}]",
        "for: {in: '${ [1,2] }'}\n  do: [{stop: {set: {a: 1}, then: end}}]",
        "try: [{stop: {set: {a: 1}, then: end}}]\n  catch: {}",
        "try: [{bad: {raise: {error: {type: 'https://example.org/x', status: 400}}}}]\n"
            + "  catch: {do: [{stop: {set: {a: 1}, then: end}}]}",
        "fork: {branches: [{stop: {set: {a: 1}, then: end}}, {also: {set: {b: 1}}}]}",
        "do: [{deep: {do: [{choose: {switch: [{always: {then: stop}}]}}, {stop: {set: {a: 1},"
            + " then: end}}]}}]"
      })
  @Tag("X16")
  void endInsideATaskEndsTheRunWithItsOutput(String task) throws LeaseLost {
    var definition =
        tasks("- outer:\n    " + task.replace("\n", "\n  ") + "\n- after: {set: {a: 3}}\n");
    assertThat(output(fixture.run(definition))).isEqualTo("{\"a\":1}");
  }

  @Test
  void exitContinuesAfterTheTaskThatContainsTheFlow() throws LeaseLost {
    var definition =
        tasks(
            """
            - group:
                do:
                  - one: {set: {a: 1}, then: exit}
                  - two: {set: {a: 2}}
            - after: {set: {seen: '{{states.a.value}}'}}
            """);
    assertThat(output(fixture.run(definition))).isEqualTo("{\"seen\":1}");
  }

  @Test
  void exitFromTheOutermostFlowEndsTheRun() throws LeaseLost {
    assertThat(output(fixture.run(tasks("- one: {set: {a: 1}, then: exit}\n- two: {set: {a: 2}}"))))
        .isEqualTo("{\"a\":1}");
  }

  @Test
  void exitInALoopLeavesTheLoop() throws LeaseLost {
    var definition =
        tasks(
            """
            - loop:
                for: {in: '${ [1,2,3] }', each: n}
                do:
                  - one: {set: {a: '{{n}}'}}
                  - enough: {if: '${ $n == 2 }', set: {b: '{{n}}'}, then: exit}
            - after: {set: {a: '{{states.a.value}}', b: '{{states.b.value}}'}}
            """);
    assertThat(output(fixture.run(definition))).isEqualTo("{\"a\":2,\"b\":2}");
  }

  @Test
  @Tag("X8")
  void aSwitchTakesTheFirstMatchingCaseAtAnyPositionOfTheDefault() throws LeaseLost {
    var definition =
        tasks(
            """
            - choose:
                switch:
                  - otherwise: {then: third}
                  - no: {when: '${ false }', then: first}
                  - yes: {when: '${ true }', then: second}
                  - also: {when: '${ true }', then: third}
            - first: {set: {a: 1}, then: end}
            - second: {set: {a: 2}, then: end}
            - third: {set: {a: 3}}
            """);
    assertThat(output(fixture.run(definition))).isEqualTo("{\"a\":2}");
  }

  @Test
  @Tag("X8")
  void aSwitchWithoutAMatchContinues() throws LeaseLost {
    var definition =
        tasks(
            """
            - choose: {switch: [{no: {when: '${ false }', then: last}}]}
            - next: {set: {a: 1}, then: end}
            - last: {set: {a: 2}}
            """);
    assertThat(output(fixture.run(definition))).isEqualTo("{\"a\":1}");
  }

  @Test
  @Tag("X16")
  void theRunsOutputIsThatOfItsLastTask() throws LeaseLost {
    var definition =
        tasks(
            """
            - look: {set: '${ {runtime: .runtime.who, preset: .states.preset.value} }'}
            """);
    assertThat(output(fixture.run(definition))).isEqualTo("{\"runtime\":\"me\",\"preset\":1}");
  }

  @Test
  void dataFlowsThroughInputOutputAndExport() throws LeaseLost {
    var definition =
        definition(
            """
            input: {from: '${ .runtime }'}
            output: {as: '${ {all: ., kept: $context.kept} }'}
            do:
              - first:
                  input: {from: '${ {name: .who} }'}
                  set: {greeting: 'Hi {{runtime.who}}'}
                  output: {as: '${ . + {from: $input.name} }'}
                  export: {as: '${ {kept: .from} }'}
              - second: {set: '${ {before: ., state: $context.states.first.output.from} }'}
            """);
    assertThat(output(fixture.run(definition)))
        .isEqualTo(
            "{\"all\":{\"before\":{\"greeting\":\"Hi me\",\"from\":\"me\"},\"state\":\"me\"},"
                + "\"kept\":\"me\"}");
  }

  @Test
  void aTaskWhoseConditionIsFalseReturnsItsInput() throws LeaseLost {
    var definition =
        tasks(
            "- one: {set: {a: 1}}\n- two: {if: '${ false }', set: {a: 2}, then: end}\n- three: {set: '${ {saw: .a} }'}");
    assertThat(output(fixture.run(definition))).isEqualTo("{\"saw\":1}");
  }

  @Test
  @Tag("X5")
  void waitsInSeveralBranchesAreDueOneAfterTheOther() throws LeaseLost {
    var definition =
        tasks(
            """
            - fork:
                fork:
                  branches:
                    - slow: {do: [{p: {wait: {seconds: 30}}}, {s: {set: {slow: 1}}}]}
                    - fast: {do: [{q: {wait: {seconds: 10}}}, {f: {set: {fast: 1}}}, {r: {wait: {seconds: 5}}}]}
            """);
    var start = fixture.clock.instant();
    assertThat(((Outcome.Waiting) fixture.run(definition)).dueAt())
        .isEqualTo(start.plusSeconds(10));
    fixture.clock.move(Duration.ofSeconds(10));
    assertThat(((Outcome.Waiting) fixture.run(definition)).dueAt())
        .isEqualTo(start.plusSeconds(15));
    fixture.clock.move(Duration.ofSeconds(5));
    assertThat(((Outcome.Waiting) fixture.run(definition)).dueAt())
        .isEqualTo(start.plusSeconds(30));
    fixture.clock.move(Duration.ofSeconds(15));
    assertThat(output(fixture.run(definition))).isEqualTo("[{\"slow\":1},{\"fast\":1}]");
  }

  @Test
  void theFirstCompetingBranchWinsAtEachReplay() throws LeaseLost {
    var definition =
        tasks(
            """
            - race:
                fork:
                  compete: true
                  branches:
                    - slow: {do: [{p: {wait: {seconds: 30}}}, {s: {set: {who: slow}}}]}
                    - fast: {do: [{q: {wait: {seconds: 10}}}, {f: {set: {who: fast}}}]}
            - pause: {wait: {minutes: 5}}
            - last: {set: {who: '{{states.who.value}}'}}
            """);
    assertThat(output(fixture.finish(definition))).isEqualTo("{\"who\":\"fast\"}");
  }

  @Test
  void aRunWaitsForItsUnfinishedChildren() throws LeaseLost {
    var definition =
        tasks(
            """
            - race:
                fork:
                  compete: true
                  branches:
                    - child: {run: {workflow: {namespace: t, name: other, version: latest}, await: true}}
                    - fast: {wait: {seconds: 1}}
            - pause: {wait: {minutes: 5}}
            """);
    Outcome.Waiting both = (Outcome.Waiting) fixture.run(definition);
    assertThat(both.children()).isEqualTo(fixture.children.keySet());
    fixture.clock.move(Duration.ofSeconds(1));
    fixture.run(definition);
    Outcome.Waiting alone = (Outcome.Waiting) fixture.run(definition);
    assertThat(alone.children()).isEqualTo(Set.of());
  }

  @Test
  @Tag("X6")
  void nowAndJitterAreEqualAfterAResumption() throws LeaseLost {
    var definition =
        tasks(
            """
            - stamp: {set: {at: '${ $workflow.startedAt.iso8601 }', id: '${ $workflow.id }'}}
            - tried:
                try:
                  - retried:
                      try: [{fails: {raise: {error: {type: 'https://example.org/x', status: 500}}}}]
                      catch:
                        retry: {delay: {seconds: 1}, jitter: {from: {seconds: 1}, to: {hours: 1}}, limit: {attempt: {count: 1}}}
                catch:
                  do: [{s: {set: {at: '{{states.at.value}}', id: '{{states.id.value}}'}}}]
            """);
    var due = ((Outcome.Waiting) fixture.run(definition)).dueAt();
    String started = fixture.clock.instant().toString();
    for (int i = 0; i < 5; i++) {
      fixture.clock.move(Duration.ofMillis(100));
      assertThat(((Outcome.Waiting) fixture.run(definition)).dueAt()).isEqualTo(due);
    }
    fixture.clock.move(Duration.ofHours(2));
    assertThat(Json.read(output(fixture.run(definition))))
        .isEqualTo(Json.object().put("at", started).put("id", InterpreterFixture.RUN.toString()));
  }

  @Test
  @Tag("E8")
  void nowOfJqIsTheStartOfTheRun() throws LeaseLost {
    var definition =
        tasks(
            """
            - first: {set: {at: '${ now * 1000 | round }'}}
            - pause: {wait: {seconds: 5}}
            - second: {set: {before: '{{states.at.value}}', after: '${ now * 1000 | round }'}}
            """);
    String started = String.valueOf(fixture.clock.instant().toEpochMilli());
    assertThat(fixture.run(definition)).isInstanceOf(Outcome.Waiting.class);
    fixture.clock.move(Duration.ofSeconds(6));
    var output = Json.read(output(fixture.run(definition)));
    assertThat(output.path("before").asText()).isEqualTo(started);
    assertThat(output.path("after").asText()).isEqualTo(started);
  }
}
