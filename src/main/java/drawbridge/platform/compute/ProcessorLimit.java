package drawbridge.platform.compute;

import java.time.Duration;

/** Limits the CPU time of a computation on one thread. */
public final class ProcessorLimit {

  private ProcessorLimit() {}

  /**
   * Computes a result.
   *
   * @param limit of the CPU time of this thread, whatever other threads do meanwhile
   * @throws TooLong at the first checkpoint after the limit
   */
  public static <T, X extends Exception> T within(Duration limit, Work<T, X> computation) throws X {
    return within(new ProcessorTime().begin(limit), computation);
  }

  /**
   * Computes a result before a stretch of this thread is over.
   *
   * @throws TooLong at the first checkpoint after its end
   */
  public static <T, X extends Exception> T within(
      ProcessorTime.Stretch stretch, Work<T, X> computation) throws X {
    return Checkpoint.during(() -> check(stretch), computation);
  }

  private static void check(ProcessorTime.Stretch stretch) {
    if (stretch.isOver()) {
      throw new TooLong();
    }
  }
}
