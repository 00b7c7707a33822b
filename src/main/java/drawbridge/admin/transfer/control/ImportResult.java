package drawbridge.admin.transfer.control;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.platform.Fault;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of an import: all of it, or nothing. */
public sealed interface ImportResult {

  /** One function for each case. */
  default <T> T match(Function<Done, T> done, Function<Faulty, T> faulty, Supplier<T> noKey) {
    if (this instanceof Done it) {
      return done.apply(it);
    }
    return this instanceof Faulty it ? faulty.apply(it) : noKey.get();
  }

  /** Everything is as the files say; or would be, if it was only checked. */
  record Done(List<Change> changes) implements ImportResult {
    public Done {
      changes = List.copyOf(changes);
    }
  }

  /** Nothing was changed; the faults name their files. */
  record Faulty(List<Fault> faults) implements ImportResult {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** Nothing was changed: this node has no key to keep a trigger's address under. */
  record NoKey() implements ImportResult {}

  /** What a file did. */
  enum Effect {
    CREATED,
    CHANGED,
    UNCHANGED;

    /** As the operators' API writes it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A file and what it did.
   *
   * @param missing secrets without which the trigger refuses its sender
   */
  record Change(String file, Effect effect, List<Purpose> missing) {
    public Change {
      missing = List.copyOf(missing);
    }
  }
}
