package drawbridge.admin.control.triggers;

import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.Fault;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The outcome of saving a trigger. */
public sealed interface TriggerSetup {

  /** Applies the function of this case. */
  <T> T match(
      Function<Kept, T> kept,
      Function<Faulty, T> faulty,
      Supplier<T> noWorkflow,
      Supplier<T> noKey);

  /** The trigger is stored. */
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

  /** The secrets are invalid. */
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

  /** The workspace has no workflow of this name or id. */
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

  /** This node has no key to encrypt secrets. */
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
