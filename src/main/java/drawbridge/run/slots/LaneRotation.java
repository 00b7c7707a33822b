package drawbridge.run.slots;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Lanes in which this node has a reason to look, each in its turn. Thread safe. */
final class LaneRotation {

  private final Set<Lane> open = new LinkedHashSet<>();

  /** Those that are here already keep their turn. */
  synchronized void add(Collection<Lane> lanes) {
    open.addAll(lanes);
  }

  /**
   * The lane whose turn it is among those that have room; it goes out, and whoever leaves something
   * in it adds it again.
   */
  synchronized Optional<Lane> next(Predicate<Lane> hasRoom) {
    for (Iterator<Lane> lanes = open.iterator(); lanes.hasNext(); ) {
      Lane lane = lanes.next();
      if (hasRoom.test(lane)) {
        lanes.remove();
        return Optional.of(lane);
      }
    }
    return Optional.empty();
  }

  /** Whether there is such a lane among them. */
  synchronized boolean any(Predicate<Lane> wanted) {
    return open.stream().anyMatch(wanted);
  }

  /** Whether no lane is worth a look, as far as this node knows. */
  synchronized boolean isEmpty() {
    return open.isEmpty();
  }
}
