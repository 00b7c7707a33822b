package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("X7")
class RunLimitsTest {

  private static final String CAUGHT =
      """
      - safe:
          try:
            - inner: %s
          catch: {do: [{never: {set: {caught: true}}}]}
      """;

  private final InterpreterFixture fixture = new InterpreterFixture();

  private void assertExceeded(Outcome outcome, String limit, String most) {
    assertThat(problem(outcome, "/limit")).isEqualTo(limit);
    assertThat(problem(outcome, "/detail")).contains("'" + limit + "'").contains(most);
    assertThat(problem(outcome, "/next")).isNotEmpty();
  }

  @Test
  void stepsInLoopsCount() throws LeaseLost {
    fixture.limits = new RunLimits(50, 100, Duration.ofHours(1), 1 << 20, 20);
    var endless =
        """
        - safe:
            try:
              - again: {set: {a: 1}, then: again}
            catch: {do: [{never: {set: {caught: true}}}]}
        """;
    assertExceeded(fixture.run(tasks(endless)), "steps per run", "50");
  }

  @Test
  void stepsOfEarlierExecutionsCount() throws LeaseLost {
    fixture.limits = new RunLimits(20, 100, Duration.ofHours(1), 1 << 20, 20);
    var waits =
        """
        - pause: {wait: {milliseconds: 1}}
        - again: {set: {a: 1}, then: pause}
        """;
    assertExceeded(fixture.finish(tasks(waits)), "steps per run", "20");
  }

  @Test
  void endlessRetriesExceedTheSteps() throws LeaseLost {
    fixture.limits = new RunLimits(100, 100, Duration.ofHours(1), 1 << 20, 20);
    var retried =
        """
        - tried:
            try: [{fails: {raise: {error: {type: 'https://example.org/x', status: 500}}}}]
            catch: {retry: {delay: {seconds: 0}}}
        """;
    assertExceeded(fixture.run(tasks(retried)), "steps per run", "100");
  }

  @Test
  void nestingIsLimited() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 3, Duration.ofHours(1), 1 << 20, 20);
    assertExceeded(
        fixture.run(tasks(CAUGHT.formatted("{do: [{a: {do: [{b: {set: {x: 1}}}]}}]}"))),
        "nesting",
        "3");
  }

  @Test
  void runTimeIncludesWaits() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 20);
    Outcome outcome = fixture.finish(tasks(CAUGHT.formatted("{wait: {hours: 2}}")));
    assertExceeded(outcome, "run time", "PT1H");
  }

  @Test
  void runTimeEndsARunWhoseChildDoesNotEnd() throws LeaseLost {
    var definition =
        tasks(
            CAUGHT.formatted(
                "{run: {workflow: {namespace: t, name: other, version: latest}, await: true}}"));
    Outcome outcome = fixture.run(definition);
    assertThat(((Outcome.Waiting) outcome).dueAt())
        .isEqualTo(fixture.clock.instant().plus(Duration.ofHours(24)));
    fixture.clock.move(Duration.ofHours(24));
    assertExceeded(fixture.run(definition), "run time", "PT24H");
  }

  @Test
  void outputOfValuesAndResponsesIsLimited() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 200, 20);
    assertExceeded(
        fixture.run(tasks(CAUGHT.formatted("{set: {x: '" + "y".repeat(300) + "'}}"))),
        "output per step",
        "200");
    InterpreterFixture calls = new InterpreterFixture();
    calls.limits = fixture.limits;
    calls.web = request -> InterpreterFixture.ok("{\"x\":\"" + "y".repeat(300) + "\"}");
    assertExceeded(
        calls.run(
            tasks(CAUGHT.formatted("{call: http, with: {method: GET, endpoint: 'http://a'}}"))),
        "output per step",
        "200");
  }

  @Test
  void childDepthIsLimited() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 0);
    assertExceeded(
        fixture.run(
            tasks(
                CAUGHT.formatted(
                    "{run: {workflow: {namespace: t, name: other, version: latest}}}"))),
        "child depth",
        "0");
    assertThat(fixture.orders).isEmpty();
  }
}
