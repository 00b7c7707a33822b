package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.binding.JsonBinding;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
  @Inject TriggerSecrets secrets;
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

  /** A row of an import. */
  public record Given(Kind kind, String name, JsonObject content, boolean isEnabled) {}

  /**
   * Saves all rows of an import, or none. Checks the triggers that use them, as if all were
   * enabled.
   *
   * @param later the setups of the triggers that the import saves afterwards, by name. {@link
   *     TriggerSaving#saveBare} checks them, except whether the changed rows let in more
   * @return conflicts by row; empty when the rows were saved
   */
  public Map<Given, List<Conflict>> saveAll(
      String workspaceId, List<Given> all, Map<String, Setup> later) {
    shared.lock();
    Map<Given, ProviderRow> changed = new LinkedHashMap<>();
    for (Given given : all) {
      var unusedLock = rows.lock(workspaceId, given.kind, given.name);
      changed.put(given, row(workspaceId, given.kind, given.name, given.content));
    }
    Map<Given, List<Conflict>> conflicts = new LinkedHashMap<>();
    changed.forEach(
        (given, row) -> {
          List<Conflict> own = conflicts(row, changed.values(), later);
          if (!own.isEmpty()) {
            conflicts.put(given, own);
          }
        });
    if (conflicts.isEmpty()) {
      changed.forEach((given, row) -> write(row).enable(given.isEnabled, clock.instant()));
    }
    return conflicts;
  }

  /** Creates a row, or replaces the content of the row with this name. */
  public Changed save(String workspaceId, Kind kind, String name, JsonObject content) {
    shared.lock();
    boolean isNew = rows.lock(workspaceId, kind, name).isEmpty();
    ProviderRow changed = row(workspaceId, kind, name, content);
    List<Conflict> conflicts = conflicts(changed, List.of(changed), Map.of());
    return conflicts.isEmpty()
        ? new Changed(Optional.of(write(changed)), isNew, List.of())
        : Changed.refused(conflicts);
  }

  /** Returns an enabled row with this content, not stored. */
  private ProviderRow row(String workspaceId, Kind kind, String name, JsonObject content) {
    Instant now = clock.instant();
    return new ProviderRow(
        Ids.next(now.toEpochMilli()), workspaceId, kind, name, content.toString(), now);
  }

  /** Stores a row, or its content in the row with its name. */
  private ProviderRow write(ProviderRow changed) {
    Optional<ProviderRow> known = rows.find(changed.workspaceId(), changed.kind(), changed.name());
    known.ifPresentOrElse(
        row -> row.change(changed.content(), changed.changedAt()), () -> entities.persist(changed));
    return known.orElse(changed);
  }

  /**
   * Enables or disables a row; idempotent. Triggers with a disabled row refuse requests, so it may
   * be in use.
   */
  public Changed enable(String workspaceId, Kind kind, String name, boolean isEnabled) {
    shared.lock();
    Optional<ProviderRow> known = rows.lock(workspaceId, kind, name);
    if (known.isEmpty()) {
      return Changed.UNKNOWN;
    }
    List<Conflict> conflicts = List.of();
    if (isEnabled) {
      JsonObject content = JsonBinding.stored(known.get().content());
      ProviderRow enabled = row(workspaceId, kind, name, content);
      conflicts = conflicts(enabled, List.of(enabled), Map.of());
    }
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
        .filter(trigger -> kind.isNamedBy(JsonBinding.stored(trigger.setup()), reference))
        .toList();
  }

  /**
   * Returns the faults that triggers would get by a changed row.
   *
   * @param all the rows that change at the same time
   * @param later the setups of triggers that change afterwards, by name
   */
  private List<Conflict> conflicts(
      ProviderRow changed, Collection<ProviderRow> all, Map<String, Setup> later) {
    List<ProviderRow> own = new ArrayList<>(rows.of(changed.workspaceId()));
    ProviderRows before = rows.read(own);
    ProviderRows beforeEnabled = rows.readWithDisabled(own);
    own.removeIf(known -> all.stream().anyMatch(it -> it.isNamedAs(known)));
    own.addAll(all);
    ProviderRows after = rows.read(own);
    List<Conflict> conflicts = new ArrayList<>();
    for (Trigger trigger : users(changed.workspaceId(), changed.kind(), changed.reference())) {
      Setup next = later.get(trigger.name());
      List<Fault> faults = new ArrayList<>();
      if (next == null) {
        faults.addAll(faults(trigger, before, after));
        next = SetupForm.stored(trigger.setup(), after);
      }
      // a disabled row can be changed and enabled again, so it counts as if it were enabled
      Setup stored = SetupForm.stored(trigger.setup(), beforeEnabled);
      faults.addAll(
          new NeededSecrets(next, Optional.of(stored))
              .faultsOfWeakerRow(purpose -> secrets.has(trigger, purpose)));
      faults.forEach(fault -> conflicts.add(new Conflict(trigger.name(), fault)));
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
    OpenedSecrets opened = shared.stored(trigger.id());
    for (Purpose purpose : NeededSecrets.PURPOSES) {
      faults.addAll(needed.faultsOf(purpose, Optional.empty(), secrets.has(trigger, purpose)));
    }
    faults.addAll(needed.faultsOfKept(opened.of(Purpose.SIGNATURE)));
    shared.fault(trigger, setup.asks(), opened, known).ifPresent(faults::add);
    return faults;
  }
}
