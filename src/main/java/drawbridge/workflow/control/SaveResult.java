package drawbridge.workflow.control;

import drawbridge.platform.Fault;
import java.util.List;
import java.util.function.Function;

/** The result of saving a definition. */
public sealed interface SaveResult {

  /**
   * Stored, or already stored: {@code created} for a new workflow, {@code changed} for a new
   * version.
   *
   * @param warnings of a new version, in the order of its text; a version is warned about once
   */
  record Kept(
      String id, String name, int version, boolean created, boolean changed, List<Fault> warnings)
      implements SaveResult {
    public Kept {
      warnings = List.copyOf(warnings);
    }
  }

  /** Refused; nothing was stored. */
  record Refused(List<Fault> faults) implements SaveResult {}

  /** Calls the function of this case. */
  default <T> T match(Function<Kept, T> kept, Function<Refused, T> refused) {
    if (this instanceof Kept it) {
      return kept.apply(it);
    }
    return refused.apply((Refused) this);
  }
}
