package drawbridge.monitoring.entity;

/**
 * Counts of requests and ended runs.
 *
 * @param accepted entries that started a run
 * @param duplicate entries whose uid had already started a run, with any payload
 * @param ignored events for which a trigger started nothing
 * @param rejected rejected requests and entries
 * @param unavailable requests answered 503 because the store was unavailable
 * @param succeeded runs that succeeded, children and replays included
 * @param failed runs that failed
 * @param cancelled runs that were cancelled
 */
public record Counts(
    long accepted,
    long duplicate,
    long ignored,
    long rejected,
    long unavailable,
    long succeeded,
    long failed,
    long cancelled) {

  /** All counts are 0. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

  /** Returns the sums of both. */
  public Counts plus(Counts other) {
    return new Counts(
        accepted + other.accepted,
        duplicate + other.duplicate,
        ignored + other.ignored,
        rejected + other.rejected,
        unavailable + other.unavailable,
        succeeded + other.succeeded,
        failed + other.failed,
        cancelled + other.cancelled);
  }

  /** Returns the increments since earlier counts. */
  public Counts since(Counts earlier) {
    return new Counts(
        accepted - earlier.accepted,
        duplicate - earlier.duplicate,
        ignored - earlier.ignored,
        rejected - earlier.rejected,
        unavailable - earlier.unavailable,
        succeeded - earlier.succeeded,
        failed - earlier.failed,
        cancelled - earlier.cancelled);
  }
}
