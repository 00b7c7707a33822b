package drawbridge.platform.compute;

import drawbridge.platform.Problem;
import jakarta.ejb.ApplicationException;

/** A computation exceeds its processor time. Passes enterprise beans as it is. */
@ApplicationException(rollback = true)
public final class TooLong extends RuntimeException {

  /** What the caller may do. */
  public static final String DETAIL =
      "The check takes too much processor time. Check a smaller request, or simplify the definition.";

  TooLong() {
    super(DETAIL, null, false, false);
  }

  /** Returns a 422. */
  public Problem problem() {
    return Problem.of("check-too-long", "Check too long", 422, DETAIL);
  }
}
