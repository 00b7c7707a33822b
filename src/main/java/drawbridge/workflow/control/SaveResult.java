package drawbridge.workflow.control;

import drawbridge.platform.Fault;
import java.util.List;
import java.util.function.Function;

/** What became of a definition that somebody gave us. */
public sealed interface SaveResult {

  /**
   * Stored, or found to be stored already: {@code created} for a new workflow, {@code changed} for
   * a new version.
   */
  record Kept(String id, String name, int version, boolean created, boolean changed)
      implements SaveResult {}

  /** Refused; nothing was stored. */
  record Refused(List<Fault> faults) implements SaveResult {}

  /** One function for each outcome. */
  default <T> T match(Function<Kept, T> kept, Function<Refused, T> refused) {
    if (this instanceof Kept it) {
      return kept.apply(it);
    }
    return refused.apply((Refused) this);
  }
}
