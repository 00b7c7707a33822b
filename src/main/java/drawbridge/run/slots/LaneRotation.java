package drawbridge.run.slots;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The lanes in which runs may be due, served round-robin. Thread safe. */
final class LaneRotation {

  private final Set<Lane> open = new LinkedHashSet<>();

  /** Appends lanes; those that are present keep their position. */
  synchronized void add(Collection<Lane> lanes) {
    open.addAll(lanes);
  }

  /**
   * Removes and returns the first lane that matches. The caller adds it again where it leaves due
   * runs in it.
   */
  synchronized Optional<Lane> next(Predicate<Lane> wanted) {
    for (Iterator<Lane> lanes = open.iterator(); lanes.hasNext(); ) {
      Lane lane = lanes.next();
      if (wanted.test(lane)) {
        lanes.remove();
        return Optional.of(lane);
      }
    }
    return Optional.empty();
  }

  /** Returns whether a lane matches. */
  synchronized boolean any(Predicate<Lane> wanted) {
    return open.stream().anyMatch(wanted);
  }

  /** Returns whether no lane is present. */
  synchronized boolean isEmpty() {
    return open.isEmpty();
  }
}
