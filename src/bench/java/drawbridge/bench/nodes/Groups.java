package drawbridge.bench.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Those who come while a group is under way go together in the next one, as in {@code GroupCommit}
 * and in PostgreSQL's flush of its log.
 */
final class Groups {

  private final int largest;
  private final BiConsumer<Integer, Runnable> work;
  private List<Runnable> waiting = new ArrayList<>();
  private boolean isUnderWay;

  /**
   * @param largest that goes at once
   * @param work is done for so many, and says when it is done
   */
  Groups(int largest, BiConsumer<Integer, Runnable> work) {
    this.largest = largest;
    this.work = work;
  }

  void enter(Runnable done) {
    waiting.add(done);
    begin();
  }

  private void begin() {
    if (isUnderWay || waiting.isEmpty()) {
      return;
    }
    int size = Math.min(largest, waiting.size());
    List<Runnable> group = List.copyOf(waiting.subList(0, size));
    waiting = new ArrayList<>(waiting.subList(size, waiting.size()));
    isUnderWay = true;
    work.accept(
        size,
        () -> {
          isUnderWay = false;
          group.forEach(Runnable::run);
          begin();
        });
  }
}
