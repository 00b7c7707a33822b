package drawbridge.workflow.model;

import drawbridge.expression.Scope;
import java.time.Duration;

/** A duration that may contain references. */
@FunctionalInterface
public interface DurationValue {

  /**
   * Returns the duration, never negative.
   *
   * @throws drawbridge.expression.ResolutionFailure when it does not resolve to a DSL duration
   */
  Duration in(Scope scope);
}
