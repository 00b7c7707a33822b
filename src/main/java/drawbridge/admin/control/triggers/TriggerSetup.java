package drawbridge.admin.control.triggers;

import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.Fault;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The outcome of saving a trigger. */
public sealed interface TriggerSetup {

  /** The trigger is stored. */
  record Kept(Trigger trigger, boolean isNew) implements TriggerSetup {}

  /** The secrets are invalid. */
  record Faulty(List<Fault> faults) implements TriggerSetup {}

  /**
   * The workspace has no workflow of a name or id.
   *
   * @param members the JSON pointers of the members that name one
   */
  record NoWorkflow(List<String> members) implements TriggerSetup {
    public NoWorkflow {
      members = List.copyOf(members);
    }
  }

  /** This node has no key to encrypt secrets. */
  record NoKey() implements TriggerSetup {}

  /** Applies the function of this case. */
  default <T> T match(
      Function<Kept, T> kept,
      Function<Faulty, T> faulty,
      Function<NoWorkflow, T> noWorkflow,
      Supplier<T> noKey) {
    if (this instanceof Kept it) {
      return kept.apply(it);
    }
    if (this instanceof Faulty it) {
      return faulty.apply(it);
    }
    return this instanceof NoWorkflow it ? noWorkflow.apply(it) : noKey.get();
  }
}
