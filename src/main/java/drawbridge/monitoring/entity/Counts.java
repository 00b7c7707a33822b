package drawbridge.monitoring.entity;

/**
 * How often each thing happened.
 *
 * @param accepted entries of requests that started a run
 * @param duplicate entries whose uid had started one before, with whatever payload
 * @param rejected requests or entries that were refused, for whatever reason
 * @param unavailable requests that were told to come again, since the store did not answer
 * @param succeeded runs that ended well; of senders, of parents, and replays
 * @param failed runs that ended badly
 * @param cancelled runs that were stopped
 */
public record Counts(
    long accepted,
    long duplicate,
    long rejected,
    long unavailable,
    long succeeded,
    long failed,
    long cancelled) {

  /** Nothing happened. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public Counts plus(Counts other) {
    return new Counts(
        accepted + other.accepted,
        duplicate + other.duplicate,
        rejected + other.rejected,
        unavailable + other.unavailable,
        succeeded + other.succeeded,
        failed + other.failed,
        cancelled + other.cancelled);
  }

  /** What came since the earlier ones. */
  public Counts since(Counts earlier) {
    return new Counts(
        accepted - earlier.accepted,
        duplicate - earlier.duplicate,
        rejected - earlier.rejected,
        unavailable - earlier.unavailable,
        succeeded - earlier.succeeded,
        failed - earlier.failed,
        cancelled - earlier.cancelled);
  }
}
