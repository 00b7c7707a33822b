package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.control.BodyLimits;
import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.json.Json;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Saves triggers with their secrets in one transaction. */
@Stateless
public class TriggerSaving {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Triggers triggers;
  @Inject TriggerSecrets secrets;
  @Inject OwnRows rows;
  @Inject SharedSecrets shared;
  @Inject BodyLimits limits;
  @Inject Clock clock;

  /**
   * The result of saving.
   *
   * @param trigger empty when there are faults and nothing was saved
   */
  public record Saved(Optional<Trigger> trigger, boolean isNew, List<Fault> faults) {}

  /**
   * Creates a trigger, or replaces the setup of the trigger with this name. Stored secrets are kept
   * while the scheme or provider is unchanged. A given secret replaces stored ones at once; use
   * {@link TriggerSecrets#rotate} for an overlap.
   */
  public Saved save(String workspaceId, String name, Setup setup, GivenSecrets given) {
    shared.lock();
    rows.lockFor(workspaceId, setup);
    return save(workspaceId, name, setup, given, rows.in(workspaceId), true);
  }

  /**
   * Saves a setup without its secrets, as an import does. The trigger gets a URL, and refuses
   * requests until an operator sets each missing secret and enables its rows. Kept secrets are
   * checked as by {@link #save}.
   */
  public Saved saveBare(String workspaceId, String name, Setup setup) {
    shared.lock();
    rows.lockFor(workspaceId, setup);
    ProviderRows known = rows.readWithDisabled(rows.of(workspaceId));
    return save(workspaceId, name, setup, GivenSecrets.none(), known, false);
  }

  private Saved save(
      String workspaceId,
      String name,
      Setup setup,
      GivenSecrets given,
      ProviderRows rowsAfter,
      boolean isComplete) {
    List<Fault> faults = new ArrayList<>(faultsOfRows(setup, rowsAfter));
    faultOfBody(setup).ifPresent(faults::add);
    Setup locked = locked(setup, rowsAfter);
    faults.addAll(WeakerRows.faultsOfRace(setup.asks(), locked.asks()));
    Optional<Trigger> known = triggers.find(workspaceId, name);
    NeededSecrets needed =
        new NeededSecrets(locked, known.map(it -> StoredSetup.read(it.setup(), rowsAfter)));
    OpenedSecrets secretsAfter =
        known.map(it -> shared.stored(it.id())).orElseGet(OpenedSecrets::none);
    for (Purpose purpose : NeededSecrets.PURPOSES) {
      boolean isKept =
          needed.isKept(purpose) && known.filter(it -> secrets.has(it, purpose)).isPresent();
      faults.addAll(needed.faultsOf(purpose, given.of(purpose), isKept || !isComplete));
      if (!isKept || given.of(purpose).isPresent()) {
        secretsAfter = secretsAfter.without(purpose);
      }
      secretsAfter = secretsAfter.with(purpose, given.of(purpose));
    }
    if (given.of(Purpose.SIGNATURE).isEmpty()) {
      faults.addAll(needed.faultsOfKept(secretsAfter.of(Purpose.SIGNATURE)));
    }
    if (faults.isEmpty()) {
      shared
          .fault(workspaceId, known.map(Trigger::id), locked.asks(), secretsAfter, rowsAfter)
          .ifPresent(faults::add);
    }
    if (!faults.isEmpty()) {
      return new Saved(Optional.empty(), false, faults);
    }
    Trigger trigger = known.orElseGet(() -> create(workspaceId, name, setup));
    set(trigger, setup, given, needed);
    return new Saved(Optional.of(trigger), known.isEmpty(), List.of());
  }

  /** Returns a setup with its rows as they are now: they may have changed after it was read. */
  private static Setup locked(Setup setup, ProviderRows rows) {
    return setup.asks().usesOwnRows() ? StoredSetup.read(Json.write(setup.toJson()), rows) : setup;
  }

  /** Returns the faults of a setup whose rows another transaction has changed or removed. */
  private static List<Fault> faultsOfRows(Setup setup, ProviderRows rows) {
    return setup.asks().usesOwnRows() ? StoredSetup.warnings(setup, rows) : List.of();
  }

  /**
   * Returns the fault of a {@code maxBody} that this node does not take. The one of a preset is the
   * provider's maximum, which the trigger may have: the node's own limit applies, and is shown.
   */
  private Optional<Fault> faultOfBody(Setup setup) {
    return setup.hasMaxBodyOfPreset()
        ? Optional.empty()
        : limits.fault(setup.takes().maxBody()).map(detail -> Fault.at("/maxBody", detail));
  }

  private void set(Trigger trigger, Setup setup, GivenSecrets given, NeededSecrets needed) {
    for (Purpose purpose : NeededSecrets.PURPOSES) {
      Optional<String> secret = given.of(purpose);
      if (secret.isPresent()) {
        secrets.replace(trigger, purpose, secret.get());
      } else if (!needed.isKept(purpose)) {
        secrets.clear(trigger, purpose);
      }
    }
    // a lock above may have refreshed the entity, so changes must follow
    trigger.setUp(Json.write(setup.toJson()), clock.instant());
  }

  private Trigger create(String workspaceId, String name, Setup setup) {
    Instant now = clock.instant();
    String id = Ids.next(now.toEpochMilli());
    Trigger trigger = new Trigger(id, workspaceId, name, now, Json.write(setup.toJson()));
    entities.persist(trigger);
    entities.flush(); // a foreign key that is not mapped: secrets refer to the trigger
    var unused = secrets.newAddress(trigger, Duration.ZERO);
    return trigger;
  }
}
