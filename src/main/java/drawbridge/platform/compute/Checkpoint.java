package drawbridge.platform.compute;

import org.jspecify.annotations.Nullable;

/**
 * A place in a long computation at which it may be interrupted. What happens there depends on the
 * thread.
 */
public final class Checkpoint {

  private static final ThreadLocal<@Nullable Runnable> ACTION = new ThreadLocal<>();

  private Checkpoint() {}

  /**
   * Passes a checkpoint. May block, or throw {@link TooLong}; has no effect on a thread without an
   * action.
   */
  public static void pass() {
    Runnable action = ACTION.get();
    if (action != null) {
      action.run();
    }
  }

  /** Executes work with an action at each checkpoint of this thread, before an outer one. */
  static <T, X extends Exception> T during(Runnable action, Work<T, X> work) throws X {
    Runnable outer = ACTION.get();
    ACTION.set(
        outer == null
            ? action
            : () -> {
              action.run();
              outer.run();
            });
    try {
      return work.get();
    } finally {
      if (outer == null) {
        ACTION.remove();
      } else {
        ACTION.set(outer);
      }
    }
  }
}
