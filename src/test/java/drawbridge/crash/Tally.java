package drawbridge.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What was done to the house. Thread safe. */
final class Tally {

  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger killsAtStart = new AtomicInteger();
  private final AtomicInteger pauses = new AtomicInteger();
  private final AtomicInteger storeRestarts = new AtomicInteger();
  private final AtomicInteger failedStarts = new AtomicInteger();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  /**
   * A node was killed.
   *
   * @param ready whether it was ready then, or still starting
   */
  void kill(boolean ready) {
    (ready ? kills : killsAtStart).incrementAndGet();
  }

  void pause() {
    pauses.incrementAndGet();
  }

  void storeRestart() {
    storeRestarts.incrementAndGet();
  }

  /** A node did not become ready after a start, and was started once more. */
  void failedStart() {
    failedStarts.incrementAndGet();
  }

  /** Something that must not happen whatever is killed. */
  void fault(String what) {
    faults.add(what);
  }

  int kills() {
    return kills.get();
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  /** As lines of the table: what, and how often. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("kills of a node that was ready", kills.get()));
    lines.add(line("kills of a node that was starting", killsAtStart.get()));
    lines.add(line("pauses", pauses.get()));
    lines.add(line("restarts of the database", storeRestarts.get()));
    lines.add(line("starts that did not become ready", failedStarts.get()));
    return lines;
  }

  /** A line of the table. */
  static String line(String what, Object figure) {
    return String.format("%-52s %10s", what, figure);
  }
}
