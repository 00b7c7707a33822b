package drawbridge.workflow.model;

import drawbridge.expression.Scope;
import java.time.Duration;

/** A length of time, which may hold references. */
@FunctionalInterface
public interface DurationValue {

  /**
   * The length, not negative.
   *
   * @throws drawbridge.expression.ResolutionFailure when it does not resolve to a DSL duration
   */
  Duration in(Scope scope);
}
