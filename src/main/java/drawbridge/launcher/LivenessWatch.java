package drawbridge.launcher;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ends a process that needs a restart, so that its supervisor restarts it also without a probe of
 * {@code /health/live} (R8).
 */
final class LivenessWatch {

  private static final int PAUSE_SECONDS = 10;

  /** A jump of the clock or a pause of the process fails one check at most. */
  private static final int FAILURES = 3;

  private final BooleanSupplier live;
  private final Runnable end;
  private int failures;

  LivenessWatch(BooleanSupplier live, Runnable end) {
    this.live = live;
    this.end = end;
  }

  /** Checks from now on. */
  static void begin(BooleanSupplier live, Runnable end) {
    LivenessWatch watch = new LivenessWatch(live, end);
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "drawbridge-liveness");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(watch::check, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends the process after three failed checks in succession. */
  void check() {
    failures = isLive() ? 0 : failures + 1;
    if (failures >= FAILURES) {
      end.run();
    }
  }

  private boolean isLive() {
    try {
      return live.getAsBoolean();
    } catch (RuntimeException | Error e) {
      return false; // without an application, or without memory
    }
  }
}
