package drawbridge.run.slots;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How far each lane was taken: whoever was due before its front has been, as far as this node
 * knows. Looks begin there, since a store may keep the places in its index of all who were taken
 * until it cleans up (PostgreSQL: until the next vacuum), and would walk over them each time.
 *
 * <p>Who commits late, or on another node, may wait behind the front: so it is drawn back for those
 * that this node hears of, and {@link #forget forgotten} now and then. Thread safe.
 */
final class LaneCursors {

  private final Map<Lane, Instant> fronts = new HashMap<>();

  /** Where a look into the lane begins. It is over with {@link #end}; one at a time. */
  synchronized Instant begin(Lane lane) {
    Instant front = fronts.getOrDefault(lane, Instant.EPOCH);
    fronts.put(lane, Instant.MAX); // who is told of meanwhile may not have been seen
    return front;
  }

  /** Somebody waits in these lanes who was due then or later. */
  synchronized void drawBack(Collection<Lane> lanes, Instant due) {
    lanes.forEach(lane -> fronts.computeIfPresent(lane, (it, front) -> earlier(front, due)));
  }

  /** A look is over that came as far as that. */
  synchronized void end(Lane lane, Instant reached) {
    fronts.computeIfPresent(lane, (it, told) -> earlier(told, reached));
  }

  /** All lanes are looked through from their beginnings again. */
  synchronized void forget() {
    fronts.clear();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
