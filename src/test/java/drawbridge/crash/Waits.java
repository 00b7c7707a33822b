package drawbridge.crash;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a time or for a condition, by the monotonic clock. */
final class Waits {

  private static final Duration LOOK = Duration.ofMillis(100);

  private Waits() {}

  /** Waits for this long. */
  static void pass(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Waits for a condition; returns false when it does not hold in time. */
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
