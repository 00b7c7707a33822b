package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.inbound.trigger.control.saving.RowConflicts.Conflict;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.inbound.trigger.setup.Setup;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes the rows of workspaces. Refuses a change that a trigger cannot use, and one by which a
 * trigger would let in requests that it refuses now. Locks the row, so that it does not change
 * while a trigger that names it is saved. Callers must call {@link TriggerLookup#forget} after the
 * commit.
 */
@Stateless
public class RowSaving {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject OwnRows rows;
  @Inject RowConflicts check;
  @Inject SharedSecrets shared;
  @Inject Clock clock;

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
          List<Conflict> own = check.conflicts(row, changed.values(), later);
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
    List<Conflict> conflicts = check.conflicts(changed, List.of(changed), Map.of());
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
      conflicts = check.conflicts(enabled, List.of(enabled), Map.of());
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
        check.users(workspaceId, kind, known.get().reference()).stream()
            .map(it -> new Conflict(it.name(), Fault.at("/" + kind.label(), "names this row")))
            .toList();
    if (conflicts.isEmpty()) {
      entities.remove(known.get());
    }
    return new Changed(known.filter(it -> conflicts.isEmpty()), false, conflicts);
  }
}
