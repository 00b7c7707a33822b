package drawbridge.workflow.definition;

import drawbridge.platform.Fault;
import drawbridge.workflow.model.Definition;
import java.util.List;
import java.util.function.Function;

/** The result of reading a definition. */
public sealed interface ParseResult {

  /** Calls the function of this case. */
  <R> R match(
      Function<? super Definition, ? extends R> sound,
      Function<? super List<Fault>, ? extends R> faulty);

  /** Compiled without faults. */
  record Sound(Definition definition) implements ParseResult {
    @Override
    public <R> R match(
        Function<? super Definition, ? extends R> sound,
        Function<? super List<Fault>, ? extends R> faulty) {
      return sound.apply(definition);
    }
  }

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

    @Override
    public <R> R match(
        Function<? super Definition, ? extends R> sound,
        Function<? super List<Fault>, ? extends R> faulty) {
      return faulty.apply(faults);
    }
  }
}
