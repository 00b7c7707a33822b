package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.Written.problem;
import static drawbridge.run.interpreter.Written.tasks;
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

  private final World world = new World();

  private void assertPassed(Outcome outcome, String limit, String most) {
    assertThat(problem(outcome, "/limit")).isEqualTo(limit);
    assertThat(problem(outcome, "/detail")).contains("'" + limit + "'").contains(most);
    assertThat(problem(outcome, "/next")).isNotEmpty();
  }

  @Test
  void stepsPerRunAreCountedInLoopsToo() throws LeaseLost {
    world.limits = new RunLimits(50, 100, Duration.ofHours(1), 1 << 20, 20);
    var endless =
        """
        - safe:
            try:
              - again: {set: {a: 1}, then: again}
            catch: {do: [{never: {set: {caught: true}}}]}
        """;
    assertPassed(world.run(tasks(endless)), "steps per run", "50");
  }

  @Test
  void stepsOfEarlierStartsCountWhenARunIsResumed() throws LeaseLost {
    world.limits = new RunLimits(20, 100, Duration.ofHours(1), 1 << 20, 20);
    var waits =
        """
        - pause: {wait: {milliseconds: 1}}
        - again: {set: {a: 1}, then: pause}
        """;
    assertPassed(world.finish(tasks(waits)), "steps per run", "20");
  }

  @Test
  void retriesWithoutALimitPassTheSteps() throws LeaseLost {
    world.limits = new RunLimits(100, 100, Duration.ofHours(1), 1 << 20, 20);
    var retried =
        """
        - tried:
            try: [{fails: {raise: {error: {type: 'https://example.org/x', status: 500}}}}]
            catch: {retry: {delay: {seconds: 0}}}
        """;
    assertPassed(world.run(tasks(retried)), "steps per run", "100");
  }

  @Test
  void nesting() throws LeaseLost {
    world.limits = new RunLimits(1000, 3, Duration.ofHours(1), 1 << 20, 20);
    assertPassed(
        world.run(tasks(CAUGHT.formatted("{do: [{a: {do: [{b: {set: {x: 1}}}]}}]}"))),
        "nesting",
        "3");
  }

  @Test
  void runTimeCountsWaits() throws LeaseLost {
    world.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 20);
    Outcome outcome = world.finish(tasks(CAUGHT.formatted("{wait: {hours: 2}}")));
    assertPassed(outcome, "run time", "PT1H");
  }

  @Test
  void runTimeEndsARunWhoseChildDoesNot() throws LeaseLost {
    var definition =
        tasks(
            CAUGHT.formatted(
                "{run: {workflow: {namespace: t, name: other, version: latest}, await: true}}"));
    Outcome outcome = world.run(definition);
    assertThat(((Outcome.Waiting) outcome).dueAt())
        .isEqualTo(world.clock.instant().plus(Duration.ofHours(24)));
    world.clock.move(Duration.ofHours(24));
    assertPassed(world.run(definition), "run time", "PT24H");
  }

  @Test
  void outputPerStepOfValuesAndOfAnswers() throws LeaseLost {
    world.limits = new RunLimits(1000, 100, Duration.ofHours(1), 200, 20);
    assertPassed(
        world.run(tasks(CAUGHT.formatted("{set: {x: '" + "y".repeat(300) + "'}}"))),
        "output per step",
        "200");
    World calls = new World();
    calls.limits = world.limits;
    calls.web = request -> World.ok("{\"x\":\"" + "y".repeat(300) + "\"}");
    assertPassed(
        calls.run(
            tasks(CAUGHT.formatted("{call: http, with: {method: GET, endpoint: 'http://a'}}"))),
        "output per step",
        "200");
  }

  @Test
  void childDepth() throws LeaseLost {
    world.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 0);
    assertPassed(
        world.run(
            tasks(
                CAUGHT.formatted(
                    "{run: {workflow: {namespace: t, name: other, version: latest}}}"))),
        "child depth",
        "0");
    assertThat(world.orders).isEmpty();
  }
}
