package drawbridge.workflow.definition;

import drawbridge.platform.Fault;
import drawbridge.workflow.model.Definition;
import java.util.List;
import java.util.function.Function;

/** The result of reading a definition. */
public sealed interface ParseResult {

  /** Compiled without faults. */
  record Sound(Definition definition) implements ParseResult {}

  /**
   * Refused.
   *
   * @param faults never empty, in the order of the text
   */
  record Faulty(List<Fault> faults) implements ParseResult {
    public Faulty {
      faults = List.copyOf(faults);
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("a faulty result needs a fault");
      }
    }
  }

  /** Calls the function of this case. */
  default <R> R match(
      Function<? super Definition, ? extends R> sound,
      Function<? super List<Fault>, ? extends R> faulty) {
    if (this instanceof Sound it) {
      return sound.apply(it.definition());
    }
    return faulty.apply(((Faulty) this).faults());
  }
}
