package drawbridge.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends while the plan is carried out, until all nodes are ready and all requests acknowledged. */
final class Round {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Cluster cluster;
  private final Plan plan;
  private final Book book;
  private final Tally tally;
  private final Optional<ClockStriker> clock;

  /**
   * @param clock sets the clocks of nodes; empty where the plan has no wrong ones
   */
  Round(Cluster cluster, Plan plan, Book book, Tally tally, Optional<ClockStriker> clock) {
    this.cluster = cluster;
    this.plan = plan;
    this.book = book;
    this.tally = tally;
    this.clock = clock;
  }

  /**
   * Runs the round.
   *
   * @param prefix of all its uids
   * @param chances a random source for each sender
   * @param least minimum number of acknowledged uids, unless that takes too long
   * @return how long it sent
   */
  Duration play(String prefix, List<Random> chances, int least) {
    long begin = System.nanoTime();
    int before = book.acknowledged().size();
    AtomicBoolean over = new AtomicBoolean();
    List<CompletableFuture<Void>> senders = new ArrayList<>();
    for (Random chance : chances) {
      Sender sender =
          new Sender(
              prefix + senders.size(), chance, cluster.nodes(), cluster.sink().address(), book);
      senders.add(begin(() -> sender.send(over::get)));
    }
    Striker fate = new Striker(cluster.nodes(), tally, clock);
    CompletableFuture<Void> outage = begin(() -> plan.outage().ifPresent(this::takeAway));
    CompletableFuture<Void> strikes = begin(() -> fate.strike(plan.strikes()));
    try {
      CompletableFuture.allOf(strikes, outage).join();
      Waits.until(() -> book.acknowledged().size() - before >= least, PATIENCE);
    } finally {
      over.set(true);
    }
    senders.forEach(CompletableFuture::join);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void takeAway(Outage outage) {
    Waits.pass(outage.after());
    cluster.store().fail(outage);
    tally.outage();
  }

  private static CompletableFuture<Void> begin(Runnable part) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                part.run();
                done.complete(null);
              } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return done;
  }
}
