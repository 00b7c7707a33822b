package drawbridge.run.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Json;
import drawbridge.run.dryrun.DryRunResult.Ending;
import drawbridge.run.dryrun.DryRunStep.State;
import drawbridge.run.interpreter.RunInput;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DryRunTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String CALLS =
      """
      - greet:
          set: {greeting: 'Hello, {{runtime.name}}!'}
      - ask:
          call: http
          with:
            method: post
            endpoint: https://example.org/{{runtime.name}}
            headers: {Authorization: 'Bearer {{secrets.token}}', X-Greeting: '{{states.greet.output.greeting}}'}
            body: {name: '{{runtime.name}}'}
      - keep:
          set: {price: '{{states.ask.output.price}}'}
      """;

  @Test
  void aCallIsShownAsItWouldBeSentAndIsNotSent() {
    DryRunResult rehearsed = rehearse(CALLS, Map.of());
    assertThat(rehearsed.ending()).isEqualTo(Ending.UNANSWERED);
    assertThat(rehearsed.unanswered()).containsExactly("ask");
    DryRunStep ask = step(rehearsed, "ask");
    assertThat(ask.state()).isEqualTo(State.UNANSWERED);
    assertThat(String.valueOf(ask.input()))
        .contains("https://example.org/Ada", "\"X-Greeting\":\"Hello, Ada!\"", "***")
        .doesNotContain("s3cret");
    assertThat(step(rehearsed, "keep").state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void withASampleAnswerItGoesOn() {
    DryRunResult rehearsed =
        rehearse(CALLS, Map.of("ask", new SampleAnswer(200, Json.read("{\"price\": 1.10}"))));
    assertThat(rehearsed.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(String.valueOf(rehearsed.result())).isEqualTo("{\"price\":1.10}");
    assertThat(rehearsed.unanswered()).isEmpty();
  }

  @Test
  void aSampleAnswerThatFailsIsCaughtAsInARun() {
    DryRunResult rehearsed =
        rehearse(
            """
            - careful:
                try:
                  - ask: {call: http, with: {method: get, endpoint: 'https://example.org'}}
                catch:
                  errors: {with: {status: 503}}
                  do:
                    - sorry: {set: {said: 'it was {{error.status}}'}}
            """,
            Map.of("ask", new SampleAnswer(503, Json.read("{}"))));
    assertThat(rehearsed.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(String.valueOf(step(rehearsed, "sorry").output())).contains("it was 503");
  }

  @Test
  void waitsAreLeaptOver() {
    DryRunResult rehearsed =
        rehearse("- nap: {wait: {hours: 5}}\n- done: {set: {at: 'later'}}", Map.of());
    assertThat(rehearsed.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(step(rehearsed, "nap").dueAt()).isEqualTo(NOW.plusSeconds(5 * 3600));
  }

  @Test
  void branchesAfterAnUnansweredOneAreStillTold() {
    DryRunResult rehearsed =
        rehearse(
            """
            - both:
                fork:
                  branches:
                    - ask: {call: http, with: {method: get, endpoint: 'https://example.org'}}
                    - note: {set: {noted: '{{runtime.name}}'}}
            - after: {set: {x: 1}}
            """,
            Map.of());
    assertThat(step(rehearsed, "note").state()).isEqualTo(State.DONE);
    assertThat(step(rehearsed, "after").state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void aCallThatMustNotBeRepeatedIsStillUnansweredAfterAWaitBesideIt() {
    DryRunResult rehearsed =
        rehearse(
            """
            - both:
                fork:
                  branches:
                    - ask:
                        call: http
                        with: {method: get, endpoint: 'https://example.org'}
                        metadata: {repeat: never}
                    - nap: {wait: {seconds: 1}}
            """,
            Map.of());
    assertThat(step(rehearsed, "ask").state()).isEqualTo(State.UNANSWERED);
    assertThat(step(rehearsed, "nap").state()).isEqualTo(State.DONE);
  }

  @Test
  void aTaskThatIsPassedOverIsToldApartFromOneThatIsNotKnown() {
    DryRunResult rehearsed =
        rehearse("- never: {if: '${false}', set: {a: 1}}\n- ever: {set: {b: 2}}", Map.of());
    assertThat(step(rehearsed, "never").state()).isEqualTo(State.SKIPPED);
    assertThat(step(rehearsed, "ever").state()).isEqualTo(State.DONE);
  }

  @Test
  void aChildRunIsNotStartedAndIsAnsweredByASample() {
    String flow =
        """
        - child: {run: {workflow: {namespace: t, name: other, version: latest, input: {a: '{{runtime.name}}'}}}}
        - after: {set: {said: '{{states.child.output.word}}'}}
        """;
    DryRunResult open = rehearse(flow, Map.of());
    assertThat(open.unanswered()).containsExactly("child");
    assertThat(String.valueOf(step(open, "child").input())).contains("Ada");
    DryRunResult answered =
        rehearse(flow, Map.of("child", new SampleAnswer(200, Json.read("{\"word\": \"hi\"}"))));
    assertThat(String.valueOf(answered.result())).isEqualTo("{\"said\":\"hi\"}");
  }

  @Test
  void anEndlessLoopEnds() {
    DryRunResult rehearsed =
        rehearse("- one: {set: {a: 1}, then: two}\n- two: {set: {b: 1}, then: one}", Map.of());
    assertThat(rehearsed.ending()).isEqualTo(Ending.FAILED);
    assertThat(String.valueOf(rehearsed.result())).contains("steps per run");
  }

  @Test
  void valuesThatGrowAndGrowEnd() {
    DryRunResult rehearsed =
        rehearse(
            "- one: {set: {a: '{{states.a}}{{states.a}}x'}, then: two}\n"
                + "- two: {set: {b: '{{states.a}}'}, then: one}",
            Map.of());
    assertThat(rehearsed.ending()).isIn(Ending.TOO_LONG, Ending.FAILED);
  }

  private static DryRunStep step(DryRunResult rehearsed, String task) {
    return rehearsed.steps().stream()
        .filter(step -> step.task().equals(task))
        .findFirst()
        .orElseThrow();
  }

  private static DryRunResult rehearse(String flow, Map<String, SampleAnswer> answers) {
    String text =
        "document: {dsl: '1.0.0', namespace: t, name: t, version: '1.0.0'}\ndo:\n" + flow.indent(2);
    RunInput input =
        new RunInput(
            new UUID(0, 0),
            "t",
            new DefinitionReader()
                .read(text, DefinitionFormat.YAML)
                .match(
                    definition -> definition,
                    faults -> {
                      throw new AssertionError(faults);
                    }),
            Json.read("{\"name\": \"Ada\"}"),
            Json.object(),
            NOW,
            0);
    return new DryRun(
            name -> name.equals("token") ? Optional.of("s3cret") : Optional.empty(),
            (name, version) -> name.equals("other"))
        .of(input, answers);
  }
}
