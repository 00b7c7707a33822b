package drawbridge.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The planned failures of a round. Each round kills a ready node. Strikes follow one another, so
 * that other nodes can serve; one kill in four hits all at once.
 *
 * @param strikes in order
 * @param outage of the database, at the same time
 */
record Plan(List<Strike> strikes, Optional<Outage> outage) {

  private static final Duration FIRST = Duration.ofMillis(800);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration WHILE_STARTING = Duration.ofSeconds(6);

  /** Old rows are removed a minute after a start. */
  private static final Duration BEYOND_A_PURGE = Duration.ofSeconds(75);

  private static final int MAX_DAYS = 300;
  private static final Duration MAX_OUTAGE = Duration.ofSeconds(3);

  Plan {
    strikes = List.copyOf(strikes);
  }

  /** Returns the same plan for the same random numbers. */
  static Plan of(Random random, Options options) {
    Chance chance = new Chance(random, Duration.ofSeconds(options.seconds()), options.nodes());
    List<Strike> strikes = new ArrayList<>();
    for (int strike = 0; strike < options.strikes(); strike++) {
      strikes.add(strike == 0 || random.nextInt(3) > 0 ? chance.kill() : chance.pause());
    }
    if (options.clock()) {
      strikes.add(chance.wrongClock());
    }
    List<Outage.Kind> outages = options.store().outages();
    if (outages.isEmpty()) {
      return new Plan(strikes, Optional.empty());
    }
    Outage outage = chance.outage(options.strikes(), outages);
    return new Plan(strikes, random.nextBoolean() ? Optional.of(outage) : Optional.empty());
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

    Strike wrongClock() {
      int days = 2 + random.nextInt(MAX_DAYS);
      return new Strike.WrongClock(
          FIRST.plus(upTo(between)),
          random.nextInt(nodes),
          random.nextInt(3) > 0 ? days : -days,
          random.nextBoolean() ? BEYOND_A_PURGE : upTo(WHILE_STARTING));
    }

    Outage outage(int strikes, List<Outage.Kind> kinds) {
      return new Outage(
          upTo(between.multipliedBy(strikes)),
          kinds.get(random.nextInt(kinds.size())),
          upTo(MAX_OUTAGE));
    }

    private Duration upTo(Duration most) {
      return Duration.ofMillis(random.nextInt((int) most.toMillis()));
    }
  }

  /** Returns the plan in one line. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>(strikes.stream().map(Strike::toString).toList());
    outage.map(Outage::toString).ifPresent(parts::add);
    return String.join(", ", parts);
  }
}
