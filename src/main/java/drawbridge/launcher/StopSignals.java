package drawbridge.launcher;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process at SIGTERM and SIGINT, after a task. Shutdown hooks cannot do so: they run
 * beside Payara's own, which removes the application at once.
 *
 * <p>{@code sun.misc.Signal} is called by reflection, because the compiler warns of it. With {@code
 * -Xrs} the JVM takes no signals, and the task does not run.
 */
final class StopSignals {

  /** A process that a signal ends has this status plus the number of the signal. */
  private static final int SIGNALLED = 128;

  private final Runnable task;
  private final AtomicBoolean begun = new AtomicBoolean();

  private StopSignals(Runnable task) {
    this.task = task;
  }

  /**
   * Calls the task at the first signal, then exits with 143 or 130. A second signal exits at once.
   */
  static void run(Runnable task) {
    StopSignals signals = new StopSignals(task);
    signals.handle("TERM", SIGNALLED + 15);
    signals.handle("INT", SIGNALLED + 2);
  }

  private void handle(String name, int status) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object stop =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                new Thread(() -> stop(status), "drawbridge-stop-" + name).start();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), stop);
    } catch (ReflectiveOperationException e) {
      System.err.println("Drawbridge does not drain requests at SIG" + name + ": " + e);
    }
  }

  private void stop(int status) {
    try {
      if (begun.compareAndSet(false, true)) {
        task.run();
      }
    } finally {
      System.exit(status);
    }
  }
}
