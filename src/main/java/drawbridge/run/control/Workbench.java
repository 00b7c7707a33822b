package drawbridge.run.control;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that this node works on at the moment, and which of them shall stop. A run may be taken
 * again, under a new epoch, before the thread that had it has left it. Thread safe.
 */
final class Workbench {

  private final Map<String, Claimed> atWork = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

  int size() {
    return atWork.size();
  }

  Set<String> runs() {
    return new HashSet<>(atWork.keySet());
  }

  void take(Claimed claimed) {
    atWork.put(claimed.id(), claimed);
  }

  /** Nothing happens when the run was taken again meanwhile. */
  void leave(Claimed claimed) {
    if (atWork.remove(claimed.id(), claimed)) {
      cancelled.remove(claimed.id());
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
