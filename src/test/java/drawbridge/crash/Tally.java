package drawbridge.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the strikes on the cluster. Thread safe. */
final class Tally {

  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger killsAtStart = new AtomicInteger();
  private final AtomicInteger pauses = new AtomicInteger();
  private final AtomicInteger longPauses = new AtomicInteger();
  private final AtomicInteger outages = new AtomicInteger();
  private final AtomicInteger wrongClocks = new AtomicInteger();
  private final AtomicInteger wrongClocksRefused = new AtomicInteger();
  private final AtomicInteger failedStarts = new AtomicInteger();
  private final List<Death> deaths = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  /**
   * Counts a kill.
   *
   * @param ready whether the node was ready, or still starting
   */
  void kill(Death death, boolean ready) {
    deaths.add(death);
    (ready ? kills : killsAtStart).incrementAndGet();
  }

  /**
   * Counts a pause.
   *
   * @param isLong long enough that others took over its runs
   */
  void pause(boolean isLong) {
    (isLong ? longPauses : pauses).incrementAndGet();
  }

  /** Counts a failure of the database. */
  void outage() {
    outages.incrementAndGet();
  }

  /** Counts a node that served with a clock that is ahead. */
  void wrongClock() {
    wrongClocks.incrementAndGet();
  }

  /** Counts a start that was refused for its clock. */
  void wrongClockRefused() {
    wrongClocksRefused.incrementAndGet();
  }

  /** Counts a start after which the node did not become ready. */
  void failedStart() {
    failedStarts.incrementAndGet();
  }

  /** Records a fault that no strike excuses. */
  void fault(String what) {
    faults.add(what);
  }

  /** Returns the number of kills of ready nodes. */
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

  /** Returns lines of the table: name and count. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("kills of a node that was ready", kills.get()));
    lines.add(line("kills of a node that was starting", killsAtStart.get()));
    lines.add(line("pauses, shorter than the node timeout", pauses.get()));
    lines.add(line("pauses, longer than the node timeout", longPauses.get()));
    lines.add(line("failures of the database", outages.get()));
    lines.add(line("nodes that served with a clock ahead", wrongClocks.get()));
    lines.add(line("starts refused for their clock", wrongClocksRefused.get()));
    lines.add(line("starts that did not become ready", failedStarts.get()));
    return lines;
  }

  /** Returns a line of the table. */
  static String line(String what, Object figure) {
    return String.format("%-58s %10s", what, figure);
  }
}
