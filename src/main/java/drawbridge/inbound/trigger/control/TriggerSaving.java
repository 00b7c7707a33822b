package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.GivenSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.Json;
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

/** Saves triggers as operators set them up, in one transaction with their secrets. */
@Stateless
public class TriggerSaving {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Triggers triggers;
  @Inject TriggerSecrets secrets;
  @Inject Clock clock;

  /**
   * What saving came to.
   *
   * @param trigger empty when there are faults: nothing was saved then
   */
  public record Saved(Optional<Trigger> trigger, boolean isNew, List<Fault> faults) {}

  /**
   * A new trigger, or another setup of the one of this name. Secrets that are not given are kept as
   * long as the scheme or provider is the same; secrets that are given replace the others at once,
   * and who wants an overlap rotates them.
   */
  public Saved save(String workspaceId, String name, Setup setup, GivenSecrets given) {
    Optional<Trigger> known = triggers.find(workspaceId, name);
    Optional<Setup> before = known.map(it -> SetupForm.stored(it.setup()));
    NeededSecrets needed = new NeededSecrets(setup, before);
    List<Fault> faults = new ArrayList<>();
    for (Purpose purpose : NeededSecrets.PURPOSES) {
      boolean isKept =
          needed.isKept(purpose) && known.filter(it -> secrets.has(it, purpose)).isPresent();
      faults.addAll(needed.faultsOf(purpose, given.of(purpose), isKept));
    }
    if (!faults.isEmpty()) {
      return new Saved(Optional.empty(), false, faults);
    }
    Trigger trigger = known.orElseGet(() -> create(workspaceId, name, setup));
    set(trigger, setup, given, needed);
    return new Saved(Optional.of(trigger), known.isEmpty(), List.of());
  }

  /**
   * The same for a setup that comes without its secrets. Where one is missing the trigger is there
   * and has its address, and refuses its sender until somebody sets it.
   */
  public Trigger saveBare(String workspaceId, String name, Setup setup) {
    Optional<Trigger> known = triggers.find(workspaceId, name);
    Optional<Setup> before = known.map(it -> SetupForm.stored(it.setup()));
    Trigger trigger = known.orElseGet(() -> create(workspaceId, name, setup));
    set(trigger, setup, GivenSecrets.none(), new NeededSecrets(setup, before));
    return trigger;
  }

  private void set(Trigger trigger, Setup setup, GivenSecrets given, NeededSecrets needed) {
    keepSecrets(trigger, given, needed); // its lock reads the row again, so changes come after it
    trigger.setUp(Json.write(setup.toJson()), clock.instant());
  }

  private Trigger create(String workspaceId, String name, Setup setup) {
    Instant now = clock.instant();
    String id = Ids.next(now.toEpochMilli());
    Trigger trigger = new Trigger(id, workspaceId, name, now, Json.write(setup.toJson()));
    entities.persist(trigger);
    entities.flush(); // its secrets refer to it, and JPA does not know
    var unused = secrets.newAddress(trigger, Duration.ZERO);
    return trigger;
  }

  private void keepSecrets(Trigger trigger, GivenSecrets given, NeededSecrets needed) {
    for (Purpose purpose : NeededSecrets.PURPOSES) {
      Optional<String> secret = given.of(purpose);
      if (secret.isPresent()) {
        secrets.replace(trigger, purpose, secret.get());
      } else if (!needed.isKept(purpose)) {
        secrets.clear(trigger, purpose);
      }
    }
  }
}
