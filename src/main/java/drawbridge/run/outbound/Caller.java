package drawbridge.run.outbound;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The run that makes a call.
 *
 * @param workspace whose tokens it may use
 * @param within the time that it has left
 * @param cancelled whether it has to stop; polled
 */
public record Caller(String workspace, Duration within, BooleanSupplier cancelled) {

  /** Returns the caller with another time left. */
  public Caller within(Duration other) {
    return new Caller(workspace, other, cancelled);
  }
}
