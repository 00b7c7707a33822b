package drawbridge.inbound.body;

import drawbridge.platform.Problem;

/**
 * The memory that one request takes from the {@link MemoryPool}. Readers charge it before they
 * allocate. Used by one thread at a time; a closed allowance must not be charged.
 */
public final class Allowance implements AutoCloseable {

  /** Takes from the pool in growing steps, so that a small body takes from it once. */
  private static final long STEP = 8 << 10;

  private static final Problem TOO_LARGE =
      Problem.of(
          "too-large",
          "Content too large",
          413,
          "The body takes more memory than one request may use on this node. Send a shorter one.");
  private static final Problem BUSY =
      Problem.of(
          "busy",
          "Too many requests",
          503,
          "This node has no memory for a further body. Nothing was recorded. Send it again.");

  private final MemoryPool pool;
  private final String workspaceId;
  private long reserved;
  private long used;

  Allowance(MemoryPool pool, String workspaceId) {
    this.pool = pool;
    this.workspaceId = workspaceId;
  }

  /** Returns an allowance of its own, which takes nothing from the memory of a node. */
  static Allowance bounded(long bytes) {
    return new MemoryPool(bytes / 3 * 4 + 4).open("");
  }

  /**
   * Charges bytes.
   *
   * @throws Unreadable 413 when no request may take that much; 503 when other requests hold the
   *     memory
   */
  void take(long bytes) throws Unreadable {
    used += bytes;
    if (used <= reserved) {
      return;
    }
    if (used > pool.mostOfOne()) {
      throw new Unreadable(TOO_LARGE);
    }
    long step = Math.max(used - reserved + STEP, reserved / 4);
    long missing = Math.min(step, pool.mostOfOne() - reserved);
    if (!pool.tryTake(workspaceId, missing)) {
      throw new Unreadable(BUSY);
    }
    reserved += missing;
  }

  /** Credits bytes that are garbage. They stay reserved for this request. */
  void give(long bytes) {
    used -= bytes;
  }

  /** Returns all memory to the pool; idempotent. */
  @Override
  public void close() {
    if (reserved > 0) {
      pool.give(workspaceId, reserved);
    }
    reserved = 0;
    used = 0;
  }
}
