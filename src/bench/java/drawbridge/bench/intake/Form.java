package drawbridge.bench.intake;

import java.time.Duration;

/**
 * The durations of a benchmark.
 *
 * @param rounds that alternate the echo and the case
 * @param warmUp of a new server, for the echo and for accepts
 * @param echo of each round
 * @param limit closed load of each round
 * @param latency open load at half of the limit
 * @param backlog open load at 80 % of the limit
 * @param uids in the store before the last case
 * @param micro one iteration of JMH
 * @param iterations of JMH, for warm-up and for measurement
 * @param forks of JMH
 */
record Form(
    String name,
    int rounds,
    Duration warmUp,
    Duration echo,
    Duration limit,
    Duration latency,
    Duration backlog,
    int uids,
    Duration micro,
    int iterations,
    int forks) {

  /** Entries of a large batch. */
  private static final int LARGE = 100;

  private static final Duration MAX_FOR_LARGE = Duration.ofSeconds(5);

  /** Returns a form: {@code quick} for a smoke test, {@code default} or {@code long}. */
  static Form of(String name) {
    return switch (name) {
      case "quick" ->
          new Form(
              name,
              1,
              seconds(2),
              seconds(1),
              seconds(1),
              seconds(2),
              seconds(4),
              10_000,
              Duration.ofMillis(200),
              1,
              1);
      case "default" ->
          new Form(
              name,
              3,
              seconds(10),
              seconds(1),
              seconds(2),
              seconds(5),
              seconds(20),
              100_000,
              Duration.ofMillis(500),
              3,
              1);
      case "long" ->
          new Form(
              name,
              3,
              seconds(90),
              seconds(3),
              seconds(10),
              seconds(20),
              Duration.ofMinutes(5),
              10_000_000,
              seconds(1),
              3,
              1);
      default ->
          throw new IllegalArgumentException(
              "the form must be quick, default or long, not " + name);
    };
  }

  /**
   * Returns the duration of the closed load. A large batch gets at most five seconds, since all its
   * runs must end before the next measurement.
   */
  Duration limit(Case kind) {
    return shortened(limit, kind);
  }

  /** Returns the duration of the open load; at most five seconds for large batches. */
  Duration latency(Case kind) {
    return shortened(latency, kind);
  }

  private static Duration shortened(Duration whole, Case kind) {
    return kind.entries() < LARGE || whole.compareTo(MAX_FOR_LARGE) < 0 ? whole : MAX_FOR_LARGE;
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
