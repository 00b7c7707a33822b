package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.inbound.trigger.entity.ProviderRows;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.OwnName;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes the rows of workspaces. A change that a trigger cannot use is refused. Locks the row, so
 * that it does not change while a trigger that names it is saved. Callers must call {@link
 * TriggerLookup#forget} after the commit.
 */
@Stateless
public class RowSaving {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject OwnRows rows;
  @Inject Triggers triggers;
  @Inject SharedSecrets shared;
  @Inject Clock clock;

  /** A fault of a trigger that a change would cause. */
  public record Conflict(String trigger, Fault fault) {

    /** Returns the trigger and the fault in one text. */
    public String inWords() {
      return "trigger " + trigger + ": " + fault.inWords();
    }
  }

  /**
   * The result of a change.
   *
   * @param row empty when nothing was changed
   * @param conflicts empty when the row was changed, or does not exist
   */
  public record Changed(Optional<ProviderRow> row, boolean isNew, List<Conflict> conflicts) {
    public Changed {
      conflicts = List.copyOf(conflicts);
    }

    static final Changed UNKNOWN = new Changed(Optional.empty(), false, List.of());

    static Changed refused(List<Conflict> conflicts) {
      return new Changed(Optional.empty(), false, conflicts);
    }
  }

  /** Creates a row, or replaces the content of the row with this name. */
  public Changed save(String workspaceId, Kind kind, String name, JsonObject content) {
    Optional<ProviderRow> known = rows.lock(workspaceId, kind, name);
    Instant now = clock.instant();
    String id = known.map(ProviderRow::id).orElseGet(() -> Ids.next(now.toEpochMilli()));
    ProviderRow changed = new ProviderRow(id, workspaceId, kind, name, content.toString(), now);
    List<Conflict> conflicts = conflicts(changed);
    if (!conflicts.isEmpty()) {
      return Changed.refused(conflicts);
    }
    if (known.isEmpty()) {
      entities.persist(changed);
      return new Changed(Optional.of(changed), true, List.of());
    }
    known.get().change(content.toString(), now);
    return new Changed(known, false, List.of());
  }

  /**
   * Enables or disables a row; idempotent. Triggers with a disabled row refuse requests, so it may
   * be in use.
   */
  public Changed enable(String workspaceId, Kind kind, String name, boolean isEnabled) {
    Optional<ProviderRow> known = rows.lock(workspaceId, kind, name);
    if (known.isEmpty()) {
      return Changed.UNKNOWN;
    }
    List<Conflict> conflicts =
        isEnabled
            ? conflicts(
                new ProviderRow(
                    known.get().id(),
                    workspaceId,
                    kind,
                    name,
                    known.get().content(),
                    known.get().createdAt()))
            : List.of();
    if (!conflicts.isEmpty()) {
      return Changed.refused(conflicts);
    }
    known.get().enable(isEnabled, clock.instant());
    return new Changed(known, false, List.of());
  }

  /** Removes a row, unless triggers name it. */
  public Changed remove(String workspaceId, Kind kind, String name) {
    Optional<ProviderRow> known = rows.lock(workspaceId, kind, name);
    if (known.isEmpty()) {
      return Changed.UNKNOWN;
    }
    List<Conflict> conflicts =
        users(workspaceId, kind, known.get().reference()).stream()
            .map(it -> new Conflict(it.name(), Fault.at("/" + kind.label(), "names this row")))
            .toList();
    if (conflicts.isEmpty()) {
      entities.remove(known.get());
    }
    return new Changed(known.filter(it -> conflicts.isEmpty()), false, conflicts);
  }

  /** Returns the triggers that name a row, by name. */
  public List<Trigger> users(String workspaceId, Kind kind, String reference) {
    return triggers.of(workspaceId).stream()
        .filter(trigger -> kind.isNamedBy(JsonBinding.object(trigger.setup()), reference))
        .toList();
  }

  /** Returns the faults that triggers would get by a changed row. */
  private List<Conflict> conflicts(ProviderRow changed) {
    List<ProviderRow> own = new ArrayList<>(rows.of(changed.workspaceId()));
    ProviderRows before = rows.read(own);
    own.removeIf(it -> it.id().equals(changed.id()));
    own.add(changed);
    ProviderRows after = rows.read(own);
    List<Conflict> conflicts = new ArrayList<>();
    String reference = OwnName.PREFIX + changed.name();
    for (Trigger trigger : users(changed.workspaceId(), changed.kind(), reference)) {
      faults(trigger, before, after)
          .forEach(fault -> conflicts.add(new Conflict(trigger.name(), fault)));
    }
    return conflicts;
  }

  /** Stored setups may have faults before the change (T14). */
  private List<Fault> faults(Trigger trigger, ProviderRows before, ProviderRows after) {
    List<Fault> faults = new ArrayList<>(faults(trigger, after));
    faults.removeAll(faults(trigger, before));
    return faults;
  }

  private List<Fault> faults(Trigger trigger, ProviderRows known) {
    Setup setup = SetupForm.stored(trigger.setup(), known);
    List<Fault> faults = new ArrayList<>(SetupForm.warnings(setup, known));
    NeededSecrets needed = new NeededSecrets(setup, Optional.of(setup));
    Map<Purpose, List<String>> secrets = shared.stored(trigger.id());
    for (Purpose purpose : NeededSecrets.PURPOSES) {
      boolean isStored = secrets.containsKey(purpose);
      faults.addAll(needed.faultsOf(purpose, Optional.empty(), isStored));
    }
    faults.addAll(needed.faultsOfKept(secrets));
    shared
        .fault(trigger.workspaceId(), Optional.of(trigger.id()), setup.asks(), secrets, known)
        .ifPresent(faults::add);
    return faults;
  }
}
