package drawbridge.platform.compute;

import drawbridge.platform.Problem;
import jakarta.ejb.ApplicationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Bounds what callers compute without an effect, such as dry runs and checks of definitions: one at
 * a time of each caller, few on this node, in turns with runs, and with a limit of CPU time. Thread
 * safe.
 */
@ApplicationScoped
public class Trials {

  /** CPU time of a trial. */
  public static final Duration LIMIT = Duration.ofSeconds(2);

  /** Trials at a time on this node. */
  static final int MOST = 4;

  @Inject Processors processors;

  private final Set<String> callers = new HashSet<>();

  /** Another trial of the caller, or too many trials, are in progress. */
  @ApplicationException(rollback = true)
  public static final class Busy extends RuntimeException {

    private static final String DETAIL =
        "Another check of yours is in progress, or too many checks are. Try again in a few seconds.";

    Busy() {
      super(DETAIL, null, false, false);
    }

    /** Returns a 429. */
    public Problem problem() {
      return Problem.of("too-many-requests", "Too many requests", 429, DETAIL);
    }
  }

  /**
   * Computes a result. Blocks while others compute.
   *
   * @param caller whose trials are made one by one
   * @throws Busy at once when a trial may not begin
   * @throws TooLong when it exceeds its CPU time
   */
  public <T, X extends Exception> T of(String caller, Work<T, X> trial) throws X {
    return of(caller, LIMIT, trial);
  }

  /** Does what {@link #of(String, Work)} does, with another limit. */
  public <T, X extends Exception> T of(String caller, Duration limit, Work<T, X> trial) throws X {
    begin(caller);
    try {
      return processors.compute("trial of " + caller, () -> ProcessorLimit.within(limit, trial));
    } finally {
      end(caller);
    }
  }

  private void begin(String caller) {
    synchronized (callers) {
      if (callers.size() >= MOST || !callers.add(caller)) {
        throw new Busy();
      }
    }
  }

  private void end(String caller) {
    synchronized (callers) {
      callers.remove(caller);
    }
  }
}
