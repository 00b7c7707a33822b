package drawbridge.run.slots;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The due time up to which this node has claimed the runs of each lane. Queries start there: a
 * store may keep index entries of claimed runs until it cleans up (PostgreSQL: until the next
 * vacuum), and would scan them each time.
 *
 * <p>Runs that commit late, or on another node, may be due before the cursor. The cursor moves back
 * for those that this node hears of; {@link #reset} covers the others. Not thread safe.
 */
final class LaneCursors {

  private final Map<Lane, Instant> cursors = new HashMap<>();

  /** Returns where a query of the lane starts. {@link #end} must follow; one query at a time. */
  Instant begin(Lane lane) {
    Instant cursor = cursors.getOrDefault(lane, Instant.EPOCH);
    cursors.put(lane, Instant.MAX); // the query may miss runs that are announced while it runs
    return cursor;
  }

  /** Moves the cursors of lanes in which a run is due then or later back to that time. */
  void moveBack(Collection<Lane> lanes, Instant due) {
    lanes.forEach(lane -> cursors.computeIfPresent(lane, (it, cursor) -> earlier(cursor, due)));
  }

  /** Ends a query that reached this due time. */
  void end(Lane lane, Instant reached) {
    cursors.computeIfPresent(lane, (it, announced) -> earlier(announced, reached));
  }

  /** Lets the next query of each lane start at its beginning. */
  void reset() {
    cursors.clear();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
