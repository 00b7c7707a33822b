package drawbridge.run.control;

import java.util.function.Function;

/** What became of the wish to repeat a run. */
public sealed interface ReplayOutcome {

  /** One function for each case. */
  default <T> T match(Function<Opened, T> opened, Function<Impossible, T> impossible) {
    return this instanceof Opened it ? opened.apply(it) : impossible.apply((Impossible) this);
  }

  /** It is queued as a new run. */
  record Opened(String runId) implements ReplayOutcome {}

  /** Nothing was opened; the detail says why, for a person. */
  record Impossible(String detail) implements ReplayOutcome {}
}
