package drawbridge.workflow.step;

import drawbridge.template.Scope;
import java.time.Duration;

/** A length of time, which may hold references. */
@FunctionalInterface
public interface Span {

  /**
   * The length, not negative.
   *
   * @throws drawbridge.template.ResolutionFailure when it does not resolve to a DSL duration
   */
  Duration in(Scope scope);
}
