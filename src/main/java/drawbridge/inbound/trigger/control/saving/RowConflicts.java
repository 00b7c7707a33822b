package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the triggers that name a row, and what a change of the row would do to them. */
@Stateless
public class RowConflicts {

  @Inject OwnRows rows;
  @Inject Triggers triggers;
  @Inject TriggerSecrets secrets;
  @Inject SharedSecrets shared;

  /** A fault of a trigger that a change would cause. */
  public record Conflict(String trigger, Fault fault) {

    /** Returns the trigger and the fault in one text. */
    public String inWords() {
      return "trigger " + trigger + ": " + fault.inWords();
    }
  }

  /** Returns the triggers that name a row, by name. */
  public List<Trigger> users(String workspaceId, Kind kind, String reference) {
    return triggers.of(workspaceId).stream()
        .filter(trigger -> kind.isNamedBy(JsonBinding.stored(trigger.setup()), reference))
        .toList();
  }

  /**
   * Returns the faults that triggers would get by a changed row.
   *
   * @param all the rows that change at the same time
   * @param later the setups of triggers that change afterwards, by name
   */
  public List<Conflict> conflicts(
      ProviderRow changed, Collection<ProviderRow> all, Map<String, Setup> later) {
    List<ProviderRow> own = rows.of(changed.workspaceId());
    List<ProviderRow> ownAfter = new ArrayList<>(own);
    ownAfter.removeIf(known -> all.stream().anyMatch(it -> it.isNamedAs(known)));
    ownAfter.addAll(all);
    boolean isUnreadable = own.stream().anyMatch(it -> it.isNamedAs(changed) && isUnreadable(it));
    List<Conflict> conflicts = new ArrayList<>();
    for (Trigger trigger : users(changed.workspaceId(), changed.kind(), changed.reference())) {
      Optional<Setup> next = Optional.ofNullable(later.get(trigger.name()));
      List<Fault> faults = new ArrayList<>();
      if (isUnreadable) {
        faults.add(WeakerRows.incomparable("/" + changed.kind().label()));
      } else if (next.isEmpty()) {
        faults.addAll(faults(trigger, own, ownAfter));
      }
      // a disabled row can be changed and enabled again, so it counts as if it were enabled
      Setup before = StoredSetup.read(trigger.setup(), rows.readWithDisabled(own));
      Setup after = next.orElseGet(() -> StoredSetup.read(trigger.setup(), rows.read(ownAfter)));
      faults.addAll(
          WeakerRows.faults(before.asks(), after.asks(), purpose -> secrets.has(trigger, purpose)));
      faults.forEach(fault -> conflicts.add(new Conflict(trigger.name(), fault)));
    }
    return conflicts;
  }

  private boolean isUnreadable(ProviderRow row) {
    JsonObject content = JsonBinding.stored(row.content());
    return !rows.faultsOf(row.kind(), row.name(), content).isEmpty();
  }

  /** Stored setups may have faults before the change (T14). */
  private List<Fault> faults(Trigger trigger, List<ProviderRow> own, List<ProviderRow> ownAfter) {
    List<Fault> faults = new ArrayList<>(faultsOfSetup(trigger, rows.read(ownAfter)));
    faults.removeAll(faultsOfSetup(trigger, rows.read(own)));
    OpenedSecrets opened = shared.stored(trigger.id());
    Optional<Fault> sharedBefore =
        StoredSetup.read(trigger.setup(), rows.read(own)).asks().unavailable().isEmpty()
            ? faultOfShared(trigger, opened, own)
            : Optional.empty();
    faultOfShared(trigger, opened, ownAfter)
        .filter(fault -> !sharedBefore.equals(Optional.of(fault)))
        .ifPresent(faults::add);
    return faults;
  }

  private List<Fault> faultsOfSetup(Trigger trigger, ProviderRows known) {
    Setup setup = StoredSetup.read(trigger.setup(), known);
    List<Fault> faults = new ArrayList<>(StoredSetup.warnings(setup, known));
    NeededSecrets needed = new NeededSecrets(setup, Optional.of(setup));
    for (Purpose purpose : NeededSecrets.PURPOSES) {
      faults.addAll(needed.faultsOf(purpose, Optional.empty(), secrets.has(trigger, purpose)));
    }
    faults.addAll(needed.faultsOfKept(shared.stored(trigger.id()).of(Purpose.SIGNATURE)));
    return faults;
  }

  private Optional<Fault> faultOfShared(
      Trigger trigger, OpenedSecrets opened, List<ProviderRow> own) {
    ProviderRows known = rows.readWithDisabled(own);
    Setup.Asks asks = StoredSetup.read(trigger.setup(), known).asks();
    return shared.fault(trigger, asks, opened, known);
  }
}
