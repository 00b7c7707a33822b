package drawbridge.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What will happen to the house in a round, decided before it begins. Each round kills a node that
 * is ready; one node is struck after the other, so that others can serve meanwhile, and one kill in
 * four strikes all at once.
 *
 * @param strikes one after the other
 * @param outage of the database, at the same time
 */
record Plan(List<Strike> strikes, Optional<Outage> outage) {

  private static final Duration FIRST = Duration.ofMillis(800);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration WHILE_STARTING = Duration.ofSeconds(6);
  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(3);

  Plan {
    strikes = List.copyOf(strikes);
  }

  /**
   * The database is taken away and brought back.
   *
   * @param hard as if it had been killed: it recovers from its log
   * @param down for how long nobody answers
   */
  record Outage(Duration after, boolean hard, Duration down) {
    @Override
    public String toString() {
      return (hard ? "kill" : "stop") + " the database";
    }
  }

  /** The same for the same numbers. */
  static Plan of(Random random, Options options) {
    Chance chance = new Chance(random, Duration.ofSeconds(options.seconds()), options.nodes());
    List<Strike> strikes = new ArrayList<>();
    for (int strike = 0; strike < options.strikes(); strike++) {
      strikes.add(strike == 0 || random.nextInt(3) > 0 ? chance.kill() : chance.pause());
    }
    Outage outage = chance.outage(options.strikes());
    boolean has = random.nextBoolean() && options.store().postgresql();
    return new Plan(strikes, has ? Optional.of(outage) : Optional.empty());
  }

  private record Chance(Random random, Duration between, int nodes) {

    Strike kill() {
      List<Integer> all = IntStream.range(0, nodes).boxed().toList();
      return new Strike.Kill(
          FIRST.plus(upTo(between)),
          random.nextInt(4) > 0 ? List.of(random.nextInt(nodes)) : all,
          upTo(SECOND),
          random.nextInt(4) > 0 ? Optional.empty() : Optional.of(upTo(WHILE_STARTING)));
    }

    Strike pause() {
      Duration longOnes = Cluster.NODE_TIMEOUT.plus(SECOND).plus(upTo(SECOND.multipliedBy(2)));
      return new Strike.Pause(
          FIRST.plus(upTo(between)),
          random.nextInt(nodes),
          random.nextBoolean() ? longOnes : upTo(Cluster.NODE_TIMEOUT));
    }

    Outage outage(int strikes) {
      return new Outage(
          upTo(between.multipliedBy(strikes)), random.nextBoolean(), upTo(LONGEST_OUTAGE));
    }

    private Duration upTo(Duration most) {
      return Duration.ofMillis(random.nextInt((int) most.toMillis()));
    }
  }

  /** In a line. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>(strikes.stream().map(Strike::toString).toList());
    outage.map(Outage::toString).ifPresent(parts::add);
    return String.join(", ", parts);
  }
}
