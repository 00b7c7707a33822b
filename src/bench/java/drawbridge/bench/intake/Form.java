package drawbridge.bench.intake;

import java.time.Duration;

/**
 * How long everything is measured.
 *
 * @param rounds in which the echo and the case take turns
 * @param warmUp of a server that was just started, for the echo and for accepts
 * @param echo of each round
 * @param limit of each round: as fast as it is answered
 * @param latency at half of the limit
 * @param backlog at 80 % of the limit
 * @param uids that are in the store before the last case
 * @param micro of one iteration of JMH
 * @param iterations of JMH, to warm up and to measure
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

  /** Entries of a batch. */
  private static final int LARGE = 100;

  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** {@code quick}: shows that it works; {@code default}; {@code long}. */
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
      default -> throw new IllegalArgumentException("quick, default or long, and not " + name);
    };
  }

  /**
   * How long a case is measured in each round. Batches leave hundreds of thousands of runs, all of
   * which must end before the next measure: large ones get five seconds at most.
   */
  Duration limit(Case kind) {
    return shortened(limit, kind);
  }

  /** How long a case is measured at half of its limit; large batches as above. */
  Duration latency(Case kind) {
    return shortened(latency, kind);
  }

  private static Duration shortened(Duration whole, Case kind) {
    return kind.entries() < LARGE || whole.compareTo(LONGEST) < 0 ? whole : LONGEST;
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
