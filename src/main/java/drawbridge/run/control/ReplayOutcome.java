package drawbridge.run.control;

import java.util.function.Function;

/** The result of a request to replay a run. */
public sealed interface ReplayOutcome {

  default <T> T match(Function<Started, T> started, Function<Impossible, T> impossible) {
    return this instanceof Started it ? started.apply(it) : impossible.apply((Impossible) this);
  }

  /** A new run was inserted. */
  record Started(String runId) implements ReplayOutcome {}

  /**
   * No run was inserted.
   *
   * @param detail why not, and what to do instead
   */
  record Impossible(String detail) implements ReplayOutcome {}
}
