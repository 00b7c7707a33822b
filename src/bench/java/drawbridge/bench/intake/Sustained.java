package drawbridge.bench.intake;

import drawbridge.bench.report.Backlog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Applies a sustained load, and measures the length of the queue and the time until it is empty.
 */
final class Sustained {

  private static final double SHARE = 0.8;

  private final Rounds rounds;
  private final Inside inside;

  Sustained(Rounds rounds, Inside inside) {
    this.rounds = rounds;
    this.inside = inside;
  }

  /**
   * Loads the server at 80 % of a limit, then waits until the queue is empty.
   *
   * @param limit requests a second
   */
  Backlog measure(double limit, Duration length) {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      List<Backlog.Depth> depths = new ArrayList<>();
      long begin = System.nanoTime();
      var samples =
          clock.scheduleAtFixedRate(
              () -> depths.add(new Backlog.Depth(since(begin), inside.queued())),
              0,
              1,
              TimeUnit.SECONDS);
      Answers answers = rounds.accept(Case.UNIQUE).open(limit * SHARE, length);
      double loaded = since(begin);
      rounds.settle(Case.UNIQUE);
      samples.cancel(false);
      CompletableFuture.runAsync(() -> {}, clock).join();
      depths.add(new Backlog.Depth(since(begin), 0));
      return new Backlog(limit * SHARE, loaded, answers.latency(limit * SHARE), depths);
    } finally {
      clock.shutdownNow();
    }
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
