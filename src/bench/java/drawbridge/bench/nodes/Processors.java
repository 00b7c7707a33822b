package drawbridge.bench.nodes;

import java.util.ArrayDeque;
import java.util.Queue;

/** Several processors for which work waits in the order of its coming. */
final class Processors {

  private record Work(double millis, Runnable done) {}

  private final Agenda agenda;
  private final int count;
  private final Queue<Work> waiting = new ArrayDeque<>();
  private int busy;
  private double used;

  Processors(Agenda agenda, int count) {
    this.agenda = agenda;
    this.count = count;
  }

  void work(double millis, Runnable done) {
    waiting.add(new Work(millis, done));
    begin();
  }

  private void begin() {
    while (busy < count && !waiting.isEmpty()) {
      Work next = waiting.remove();
      busy++;
      used += next.millis();
      agenda.in(
          next.millis(),
          () -> {
            busy--;
            next.done().run();
            begin();
          });
    }
  }

  /** Of all that they could have done until now, 0 to 1. */
  double share() {
    return used / (agenda.now() * count);
  }
}
