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
  private final AtomicInteger longPauses = new AtomicInteger();
  private final AtomicInteger outages = new AtomicInteger();
  private final AtomicInteger failedStarts = new AtomicInteger();
  private final List<Death> deaths = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  /**
   * A node was killed.
   *
   * @param ready whether it was ready then, or still starting
   */
  void kill(Death death, boolean ready) {
    deaths.add(death);
    (ready ? kills : killsAtStart).incrementAndGet();
  }

  /**
   * A node was paused.
   *
   * @param isLong so that others took its runs over
   */
  void pause(boolean isLong) {
    (isLong ? longPauses : pauses).incrementAndGet();
  }

  /** The database was taken away, and is back. */
  void outage() {
    outages.incrementAndGet();
  }

  /** A node did not become ready after a start, and was started once more. */
  void failedStart() {
    failedStarts.incrementAndGet();
  }

  /** Something that must not happen whatever is killed. */
  void fault(String what) {
    faults.add(what);
  }

  /** Of nodes that were ready. */
  int kills() {
    return kills.get();
  }

  int longPauses() {
    return longPauses.get();
  }

  int outages() {
    return outages.get();
  }

  List<Death> deaths() {
    return List.copyOf(deaths);
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  /** As lines of the table: what, and how often. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("kills of a node that was ready", kills.get()));
    lines.add(line("kills of a node that was starting", killsAtStart.get()));
    lines.add(line("pauses, shorter than the node timeout", pauses.get()));
    lines.add(line("pauses, longer than the node timeout", longPauses.get()));
    lines.add(line("restarts of the database", outages.get()));
    lines.add(line("starts that did not become ready", failedStarts.get()));
    return lines;
  }

  /** A line of the table. */
  static String line(String what, Object figure) {
    return String.format("%-58s %10s", what, figure);
  }
}
