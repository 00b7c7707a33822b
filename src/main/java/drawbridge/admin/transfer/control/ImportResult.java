package drawbridge.admin.transfer.control;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.platform.Fault;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The outcome of an import. An import applies all of its files or none. */
public sealed interface ImportResult {

  /** Applies the function of this case. */
  default <T> T match(Function<Done, T> done, Function<Faulty, T> faulty, Supplier<T> noKey) {
    if (this instanceof Done it) {
      return done.apply(it);
    }
    return this instanceof Faulty it ? faulty.apply(it) : noKey.get();
  }

  /** The import was applied, or would be if it was only checked. */
  record Done(List<Change> changes) implements ImportResult {
    public Done {
      changes = List.copyOf(changes);
    }
  }

  /** Nothing was changed. The faults name their files. */
  record Faulty(List<Fault> faults) implements ImportResult {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** Nothing was changed, because this node has no key to encrypt the address of a trigger. */
  record NoKey() implements ImportResult {}

  /** The effect of a file. */
  enum Effect {
    CREATED,
    CHANGED,
    UNCHANGED
  }

  /**
   * A file and its effect.
   *
   * @param missing the secrets that the trigger still needs; it refuses its sender without them
   * @param warnings about a created or changed workflow
   */
  record Change(String file, Effect effect, List<Purpose> missing, List<Fault> warnings) {
    public Change {
      missing = List.copyOf(missing);
      warnings = List.copyOf(warnings);
    }
  }
}
