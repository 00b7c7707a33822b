package drawbridge.crash;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets time pass between the events of the experiment: until a moment, or until something is so.
 * Time by the clock that nobody sets.
 */
final class Waits {

  private static final Duration LOOK = Duration.ofMillis(100);

  private Waits() {}

  /** Lets so much time pass. */
  static void pass(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Waits until something is so; false when it was not within the time. */
  static boolean until(BooleanSupplier isSo, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() >= end) {
        return false;
      }
      pass(LOOK);
    }
    return true;
  }
}
