package drawbridge.console.boundary.once;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A submitted form, which acts once. Thread safe. */
final class Submission implements Serializable {

  private static final long serialVersionUID = 1L;

  private @Nullable ActionOutcome outcome;

  /**
   * Runs the action, unless it has ended with an outcome. Blocks while another thread runs it.
   *
   * @param action returns an outcome, or empty when it has changed nothing
   * @return the outcome of an earlier action; empty when this call has run the action
   */
  synchronized Optional<ActionOutcome> once(Supplier<Optional<ActionOutcome>> action) {
    if (outcome != null) {
      return Optional.of(outcome);
    }
    outcome = action.get().orElse(null);
    return Optional.empty();
  }
}
