package drawbridge.admin.control.triggers;

import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.Fault;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What setting up a trigger came to. */
public sealed interface TriggerSetup {

  /** One function for each case. */
  <T> T match(
      Function<Kept, T> kept,
      Function<Faulty, T> faulty,
      Supplier<T> noWorkflow,
      Supplier<T> noKey);

  /** It is stored. */
  record Kept(Trigger trigger, boolean isNew) implements TriggerSetup {
    @Override
    public <T> T match(
        Function<Kept, T> kept,
        Function<Faulty, T> faulty,
        Supplier<T> noWorkflow,
        Supplier<T> noKey) {
      return kept.apply(this);
    }
  }

  /** Its secrets have faults. */
  record Faulty(List<Fault> faults) implements TriggerSetup {
    public Faulty {
      faults = List.copyOf(faults);
    }

    @Override
    public <T> T match(
        Function<Kept, T> kept,
        Function<Faulty, T> faulty,
        Supplier<T> noWorkflow,
        Supplier<T> noKey) {
      return faulty.apply(this);
    }
  }

  /** The workspace has no workflow of that name or id. */
  record NoWorkflow() implements TriggerSetup {
    @Override
    public <T> T match(
        Function<Kept, T> kept,
        Function<Faulty, T> faulty,
        Supplier<T> noWorkflow,
        Supplier<T> noKey) {
      return noWorkflow.get();
    }
  }

  /** This node has no key to keep secrets under. */
  record NoKey() implements TriggerSetup {
    @Override
    public <T> T match(
        Function<Kept, T> kept,
        Function<Faulty, T> faulty,
        Supplier<T> noWorkflow,
        Supplier<T> noKey) {
      return noKey.get();
    }
  }
}
