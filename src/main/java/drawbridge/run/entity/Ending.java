package drawbridge.run.entity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends; texts are JSON.
 *
 * @param state a final one
 * @param output of a run that succeeded
 * @param states at its end, for a parent; null where nobody has seen them
 * @param problem of a run that failed
 */
public record Ending(
    RunState state,
    @Nullable String output,
    @Nullable String states,
    @Nullable String problem,
    Instant at) {

  public Ending {
    if (!state.isFinal()) {
      throw new IllegalArgumentException(state + " is no end");
    }
  }

  /** Ends well. */
  public static Ending succeeded(String output, String states, Instant at) {
    return new Ending(RunState.SUCCEEDED, output, states, null, at);
  }

  /** Ends badly. */
  public static Ending failed(String problem, @Nullable String states, Instant at) {
    return new Ending(RunState.FAILED, null, states, problem, at);
  }

  /** Ends because somebody asked for it. */
  public static Ending cancelled(Instant at) {
    return new Ending(RunState.CANCELLED, null, null, null, at);
  }
}
