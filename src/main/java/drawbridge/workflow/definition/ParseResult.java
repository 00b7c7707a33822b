package drawbridge.workflow.definition;

import drawbridge.platform.Fault;
import drawbridge.workflow.model.Definition;
import java.util.List;
import java.util.function.Function;

/** The result of reading a definition. */
public sealed interface ParseResult {

  /**
   * Compiled without faults.
   *
   * @param warnings in the order of the text
   */
  record Sound(Definition definition, List<Fault> warnings) implements ParseResult {
    public Sound {
      warnings = List.copyOf(warnings);
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
    public List<Fault> warnings() {
      return List.of();
    }
  }

  /** Returns what the author of a valid definition should check; nothing of a faulty one. */
  List<Fault> warnings();

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
