package drawbridge.bench.nodes;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Simulated time, in milliseconds, and what is to happen in it; one thing after the other. */
final class Agenda {

  private record Entry(double at, long number, Runnable what) {}

  private final Queue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingDouble(Entry::at).thenComparingLong(Entry::number));
  private double now;
  private long number;

  double now() {
    return now;
  }

  void in(double millis, Runnable what) {
    entries.add(new Entry(now + millis, number++, what));
  }

  /** Lets time pass until then. */
  void until(double end) {
    while (!entries.isEmpty() && entries.peek().at() <= end) {
      Entry next = entries.remove();
      now = next.at();
      next.what().run();
    }
    now = end;
  }
}
