package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.run.journal.LeaseLost;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    fixture.limits = new RunLimits(50, 100, Duration.ofHours(1), 1 << 20, 64 << 20, 64, 20);
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
    fixture.limits = new RunLimits(20, 100, Duration.ofHours(1), 1 << 20, 64 << 20, 64, 20);
    var waits =
        """
        - pause: {wait: {milliseconds: 1}}
        - again: {set: {a: 1}, then: pause}
        """;
    assertExceeded(fixture.finish(tasks(waits)), "steps per run", "20");
  }

  @Test
  void endlessRetriesExceedTheSteps() throws LeaseLost {
    fixture.limits = new RunLimits(100, 100, Duration.ofHours(1), 1 << 20, 64 << 20, 64, 20);
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
    fixture.limits = new RunLimits(1000, 3, Duration.ofHours(1), 1 << 20, 64 << 20, 64, 20);
    assertExceeded(
        fixture.run(tasks(CAUGHT.formatted("{do: [{a: {do: [{b: {set: {x: 1}}}]}}]}"))),
        "nesting",
        "3");
  }

  @Test
  void runTimeIncludesWaits() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 64 << 20, 64, 20);
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
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 200, 64 << 20, 64, 20);
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

  private static String numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String large(String members, int characters) {
    return "{" + members + ", 'order': '" + "x".repeat(characters) + "'}";
  }

  @Test
  void aLargeValueThatEachRoundStoresExceedsTheStoredBytes() throws LeaseLost {
    var loop =
        """
        - safe:
            try:
              - each:
                  for: {each: n, in: '{{runtime.list}}'}
                  do: [{keep: {set: {order: '{{runtime.order}}'}}}]
            catch: {do: [{never: {set: {caught: true}}}]}
        """;
    Outcome outcome = fixture.run(tasks(loop), large("'list': " + numbers(4_900), 1_000_000), "{}");
    assertExceeded(outcome, "stored bytes per run", String.valueOf(64 << 20));
    assertThat(fixture.journal.records()).hasSizeBetween(60, 70);
    assertThat(fixture.journal.slices()).as("writes without a commit").isGreaterThan(60);
  }

  @Test
  void largeValuesThatAreOnlyMovedAreShared() throws LeaseLost {
    var moved =
        """
        - one: {set: {order: '{{runtime.order}}'}}
        - two: {set: {again: '{{states.order.value}}'}}
        - three: {set: {jq: '${ $context.states.again.value }'}, output: {as: '${ .jq }'}}
        """;
    Outcome outcome = fixture.run(tasks(moved), large("'n': 1", 500_000), "{}");
    JsonNode states = ((Outcome.Succeeded) outcome).states();
    assertThat(states.at("/again/value")).isSameAs(states.at("/order/value"));
    assertThat(states.at("/jq/value")).isSameAs(states.at("/order/value"));
    assertThat(((Outcome.Succeeded) outcome).output()).isSameAs(states.at("/order/value"));
  }

  @Test
  void aRunThatResumesExceedsTheStoredBytesAtTheSameStep() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 10_000, 64, 20);
    var loop =
        """
        - each:
            for: {each: n, in: '{{runtime.list}}'}
            do: [{keep: {set: {order: '{{runtime.order}}'}}}]
        - last: {set: {a: 1}}
        """;
    String data = large("'list': " + numbers(50), 1_000);
    Outcome first = fixture.run(tasks(loop), data, "{}");
    assertExceeded(first, "stored bytes per run", "10000");
    int steps = fixture.journal.records().size();
    assertThat(fixture.run(tasks(loop), data, "{}")).isEqualTo(first);
    assertThat(fixture.journal.records()).hasSize(steps);
  }

  @Test
  void statesAtTheEndAreLimitedToo() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 10_000, 64, 20);
    String tasks =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    "- t%d: {do: [{a%d: {set: {x: 1}}}], output: {as: '{{runtime.order}}'}}%n"
                        .formatted(i, i))
            .collect(Collectors.joining());
    Outcome outcome = fixture.run(tasks(tasks), large("'n': 1", 1_000), "{}");
    assertExceeded(outcome, "bytes of output and states", "10000");
    assertThat(((Outcome.Failed) outcome).states()).isEmpty();
  }

  @Test
  void errorsOfRetriesCountAsStored() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 10_000, 64, 20);
    fixture.web = request -> InterpreterFixture.answer(500, "\"" + "y".repeat(1_000) + "\"");
    var retried =
        """
        - tried:
            try: [{fails: {call: http, with: {method: GET, endpoint: 'http://a'}}}]
            catch: {retry: {delay: {seconds: 0}}}
        """;
    assertExceeded(fixture.run(tasks(retried)), "stored bytes per run", "10000");
    assertThat(fixture.requests).hasSizeLessThan(12);
  }

  @Test
  void branchesShareTheStoredBytes() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 10_000, 64, 20);
    String branches =
        IntStream.range(0, 50)
            .mapToObj(i -> "{b%d: {set: {order: '{{runtime.order}}'}}}".formatted(i))
            .collect(Collectors.joining(","));
    Outcome outcome =
        fixture.run(
            tasks("- all: {fork: {branches: [%s]}}%n".formatted(branches)),
            large("'n': 1", 1_000),
            "{}");
    assertExceeded(outcome, "stored bytes per run", "10000");
    assertThat(fixture.journal.records()).hasSizeLessThan(15);
  }

  private static String tasks40(String value) {
    return IntStream.range(0, 40)
        .mapToObj(i -> "- t%1$d: {set: {v%1$d: '%2$s'}}%n".formatted(i, value))
        .collect(Collectors.joining());
  }

  @Test
  void memoryOfDifferentValuesIsLimited() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 64 << 20, 2, 20);
    Outcome outcome =
        fixture.run(
            tasks(tasks40("${ $context.runtime.order + $task.name }")),
            large("'n': 1", 100_000),
            "{}");
    assertExceeded(outcome, "memory per run", "2 MiB");
  }

  @Test
  void memoryOfMovedAndReplacedValuesIsNot() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 64 << 20, 2, 20);
    String moved = tasks40("{{runtime.order}}");
    assertThat(fixture.run(tasks(moved), large("'n': 1", 100_000), "{}"))
        .isInstanceOf(Outcome.Succeeded.class);
    fixture.journal.forget();
    var replaced =
        """
        - each:
            for: {each: n, in: '{{runtime.list}}'}
            do: [{keep: {set: {order: '${ $context.runtime.order + ($n | tostring) }'}}}]
        """;
    assertThat(fixture.run(tasks(replaced), large("'list': " + numbers(60), 100_000), "{}"))
        .isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void inputIsPartOfTheMemory() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 64 << 20, 2, 20);
    String objects = "{'list': [" + "{},".repeat(30_000) + "0]}";
    assertExceeded(
        fixture.run(tasks("- one: {set: {a: 1}}\n"), objects, "{}"), "memory per run", "2 MiB");
  }

  @Test
  void branchesTogetherAreLimited() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 64 << 20, 4, 20);
    String branches =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    "{b%d: {do: [{own: {set: {own: '${ $context.runtime.order + $task.reference }'}}}, {none: {set: {a: 1}}}]}}"
                        .formatted(i))
            .collect(Collectors.joining(","));
    assertExceeded(
        fixture.run(
            tasks("- all: {fork: {branches: [%s]}}%n".formatted(branches)),
            large("'n': 1", 200_000),
            "{}"),
        "memory per run",
        "4 MiB");
  }

  @Test
  void aRunGivesItsMemoryBackAndContinuesFromItsJournal() throws LeaseLost {
    fixture.share = new ExceededOnce();
    String data = large("'n': 1", 1_000);
    var calls =
        """
        - one: {call: http, with: {method: GET, endpoint: 'http://a'}}
        - two: {call: http, with: {method: GET, endpoint: 'http://b'}}
        - three: {set: {a: 1}}
        """;
    Outcome first = fixture.run(tasks(calls), data, "{}");
    assertThat(((Outcome.Waiting) first).dueAt())
        .isEqualTo(fixture.clock.instant().plus(Interpreter.MEMORY_DELAY));
    assertThat(fixture.requests).hasSize(1);
    assertThat(fixture.run(tasks(calls), data, "{}")).isInstanceOf(Outcome.Succeeded.class);
    assertThat(fixture.requests).as("calls are not repeated").hasSize(2);
  }

  /** Is exceeded before the second step, once. */
  private static final class ExceededOnce implements MemoryShare {
    private int asked;

    @Override
    public void hold(long bytes) {
      assertThat(bytes).isPositive();
    }

    @Override
    public boolean isExceeded() {
      return ++asked == 2;
    }
  }

  @Test
  void childDepthIsLimited() throws LeaseLost {
    fixture.limits = new RunLimits(1000, 100, Duration.ofHours(1), 1 << 20, 64 << 20, 64, 0);
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
