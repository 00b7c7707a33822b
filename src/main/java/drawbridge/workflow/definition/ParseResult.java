package drawbridge.workflow.definition;

import drawbridge.platform.Fault;
import drawbridge.workflow.model.Definition;
import java.util.List;
import java.util.function.Function;

/** What became of a definition's text. */
public sealed interface ParseResult {

  /** One function for each case. */
  <R> R match(
      Function<? super Definition, ? extends R> sound,
      Function<? super List<Fault>, ? extends R> faulty);

  /** Compiled and ready to run. */
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
        throw new IllegalArgumentException("a faulty reading without a fault");
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
