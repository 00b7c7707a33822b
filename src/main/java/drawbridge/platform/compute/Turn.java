package drawbridge.platform.compute;

import org.jspecify.annotations.Nullable;

/** The turn of a thread among those that compute. */
public final class Turn {

  private static final ThreadLocal<@Nullable Turn> CURRENT = new ThreadLocal<>();

  private final Processors processors;
  private final String group;
  private long since;

  Turn(Processors processors, String group) {
    this.processors = processors;
    this.group = group;
  }

  <T, X extends Exception> T compute(Work<T, X> work) throws X {
    acquire();
    CURRENT.set(this);
    try {
      return Checkpoint.during(() -> pass(true), work);
    } finally {
      CURRENT.remove();
      processors.release();
    }
  }

  private void acquire() {
    processors.acquire(group);
    since = System.nanoTime();
  }

  private void pass(boolean isInterruption) {
    if (processors.pass(group, since, isInterruption)) {
      since = System.nanoTime();
    }
  }

  /** Returns the turn of this thread, to compute beside it; null when it has none. */
  public static @Nullable Turn current() {
    return CURRENT.get();
  }

  /** Lets others compute between two parts of a computation, if this thread has a turn. */
  public static void yieldIfLong() {
    Turn turn = CURRENT.get();
    if (turn != null) {
      turn.pass(false);
    }
  }

  /**
   * Executes work with a turn of this thread, in the group of another thread's turn. Without that
   * turn, or if this thread has one, just executes it.
   */
  public static <T, X extends Exception> T beside(@Nullable Turn other, Work<T, X> work) throws X {
    return other == null || CURRENT.get() != null
        ? work.get()
        : other.processors.compute(other.group, work);
  }

  /**
   * Waits for something else without the turn of this thread, if it has one. Blocks until it has a
   * turn again.
   */
  public static <T, X extends Exception> T whilePaused(Work<T, X> waiting) throws X {
    Turn turn = CURRENT.get();
    if (turn == null) {
      return waiting.get();
    }
    turn.processors.release();
    try {
      return waiting.get();
    } finally {
      turn.acquire();
    }
  }
}
