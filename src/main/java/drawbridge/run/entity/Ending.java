package drawbridge.run.entity;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the end of a run sets; texts are JSON.
 *
 * @param state a final one
 * @param output of a run that succeeded
 * @param states at the end, for a parent; null when the interpreter did not reach them
 * @param problem of a run that failed (RFC 9457)
 */
public record Ending(
    RunState state,
    @Nullable String output,
    @Nullable String states,
    @Nullable String problem,
    Instant at) {

  public Ending {
    if (!state.isFinal()) {
      throw new IllegalArgumentException("not a final state: " + state);
    }
  }

  /** Returns what the failure of the run has in common with others; empty for other ends. */
  public Optional<Failure> failure() {
    return state == RunState.FAILED
        ? Optional.ofNullable(problem).map(Failure::of)
        : Optional.empty();
  }

  public static Ending succeeded(String output, String states, Instant at) {
    return new Ending(RunState.SUCCEEDED, output, states, null, at);
  }

  public static Ending failed(String problem, @Nullable String states, Instant at) {
    return new Ending(RunState.FAILED, null, states, problem, at);
  }

  public static Ending cancelled(Instant at) {
    return new Ending(RunState.CANCELLED, null, null, null, at);
  }
}
