package drawbridge.crash;

import java.time.Duration;
import java.util.Random;

/**
 * What happens to one node in a round, by chance: kills, with a restart, and pauses, some longer
 * than the others wait before they take its runs over. Each round kills each node once at least.
 */
final class Fate {

  /** After which nodes take over the runs of one that they do not see. */
  static final Duration NODE_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration START = Duration.ofSeconds(90);
  private static final int MOST_STARTS = 4;

  private final Node node;
  private final Random random;
  private final Tally tally;

  Fate(Node node, Random random, Tally tally) {
    this.node = node;
    this.random = random;
    this.tally = tally;
  }

  /**
   * Strikes so often, and leaves the node ready.
   *
   * @param between the longest time between two strikes, while the node is ready or starting
   */
  void strike(int times, Duration between) {
    for (int strike = 0; strike < times; strike++) {
      Pace.pass(FIRST.plus(upTo(between)));
      if (strike == 0 || random.nextInt(3) > 0) {
        kill();
      } else {
        bringBack();
        pause();
      }
    }
    bringBack();
  }

  private void kill() {
    boolean ready = node.isReady();
    if (!node.kill()) {
      tally.fault("node " + node.base() + " had ended by itself");
    }
    tally.kill(ready);
    Pace.pass(upTo(Duration.ofSeconds(1)));
    node.start();
    if (random.nextInt(4) > 0) { // else the next strike meets it while it starts
      bringBack();
    }
  }

  private void pause() {
    Duration longOnes = NODE_TIMEOUT.plusSeconds(1).plus(upTo(Duration.ofSeconds(2)));
    Duration length = random.nextInt(2) == 0 ? longOnes : upTo(NODE_TIMEOUT);
    node.pause();
    Pace.pass(length);
    node.resume();
    tally.pause();
  }

  /** As whoever supervises the process would: one that is never ready is started again. */
  private void bringBack() {
    for (int start = 1; !Pace.until(node::isReady, START); start++) {
      tally.failedStart();
      if (start == MOST_STARTS) {
        throw new IllegalStateException("node " + node.base() + " does not become ready");
      }
      node.kill();
      node.start();
    }
  }

  private Duration upTo(Duration most) {
    return Duration.ofMillis(random.nextInt((int) most.toMillis()));
  }
}
