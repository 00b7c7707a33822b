package drawbridge.inbound.trigger.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.house.House;
import drawbridge.house.MovableClock;
import drawbridge.house.Store;
import drawbridge.house.Threads;
import drawbridge.inbound.trigger.entity.GivenSecrets;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.platform.store.Patience;
import drawbridge.provider.vault.Keyring;
import drawbridge.workspace.control.Workspaces;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The room of triggers over a store, with one workspace {@code default}. */
final class TriggerHouse implements AutoCloseable {

  final MovableClock clock = new MovableClock();
  final House house;
  final String workspace;

  TriggerHouse(Store on) {
    this(on.open(), Keyring.of(Keyring.newKey()));
  }

  TriggerHouse(DataSource store, Keyring keys) {
    house =
        new House(store)
            .with(Clock.class, clock)
            .with(Keyring.class, keys)
            .with(ManagedScheduledExecutorService.class, Threads.direct());
    Workspaces workspaces = house.get(Workspaces.class);
    workspace =
        workspaces
            .find("default")
            .or(() -> workspaces.create("default", "a secret"))
            .orElseThrow()
            .id();
  }

  TriggerSaving.Saved save(String name, String json) {
    List<Fault> faults = new ArrayList<>();
    ObjectNode form = (ObjectNode) Json.read(json);
    GivenSecrets given = GivenSecrets.takenFrom(form, faults);
    Setup setup = SetupForm.read(form, faults).orElseThrow(() -> new AssertionError(faults));
    TriggerSaving.Saved saved = house.get(TriggerSaving.class).save(workspace, name, setup, given);
    addresses().forget();
    return saved;
  }

  Trigger saved(String name, String json) {
    return save(name, json).trigger().orElseThrow();
  }

  TriggerSecrets secrets() {
    return house.get(TriggerSecrets.class);
  }

  Triggers triggers() {
    return house.get(Triggers.class);
  }

  TriggerLookup addresses() {
    return house.get(TriggerLookup.class);
  }

  String address(Trigger trigger) {
    return TriggerSecret.addressOf(triggers().secrets(trigger.id()))
        .flatMap(secret -> secret.open(house.get(Keyring.class)))
        .orElseThrow();
  }

  Optional<MatchedTrigger> find(String id) {
    return addresses().find("default", id, Patience.ofSender());
  }

  @Override
  public void close() {
    house.close();
  }
}
