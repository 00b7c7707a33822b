package drawbridge.run.control.work;

import drawbridge.run.control.Claimed;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The runs that this node works on at the moment, and which of them shall stop. A run may be taken
 * again, under a new epoch, before the thread that had it has left it. Thread safe.
 */
final class Workbench {

  private final Map<String, Claimed> atWork = new ConcurrentHashMap<>();
  private final Map<String, Integer> ofWorkflow = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

  int size() {
    return atWork.size();
  }

  /** How many of them are of that workflow. */
  int size(String workflowId) {
    return ofWorkflow.getOrDefault(workflowId, 0);
  }

  List<Claimed> runs() {
    return List.copyOf(atWork.values());
  }

  /** Blocks until nothing is at work, or for that long, or until it is interrupted. */
  synchronized void awaitEmpty(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      for (long left = most.toMillis(); left > 0 && !atWork.isEmpty(); ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void take(Claimed claimed) {
    if (atWork.put(claimed.id(), claimed) == null) {
      ofWorkflow.merge(claimed.workflowId(), 1, Integer::sum);
    }
  }

  /** Nothing happens when the run was taken again meanwhile. */
  void leave(Claimed claimed) {
    if (atWork.remove(claimed.id(), claimed)) {
      ofWorkflow.computeIfPresent(claimed.workflowId(), (id, n) -> n == 1 ? null : n - 1);
      cancelled.remove(claimed.id());
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Those that are not here are passed over. */
  void cancel(Collection<String> runs) {
    runs.stream().filter(atWork::containsKey).forEach(cancelled::add);
  }

  boolean isCancelled(Claimed claimed) {
    return claimed.cancelled() || cancelled.contains(claimed.id());
  }
}
