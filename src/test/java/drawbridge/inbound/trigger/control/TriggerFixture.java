package drawbridge.inbound.trigger.control;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.fixture.Threads;
import drawbridge.inbound.trigger.control.saving.SecretHandOver;
import drawbridge.inbound.trigger.control.saving.TriggerSaving;
import drawbridge.inbound.trigger.control.saving.TriggerSecrets;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.store.Patience;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.vault.Keyring;
import drawbridge.workspace.control.Workspaces;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The beans for triggers with a workspace {@code default}. */
public final class TriggerFixture implements AutoCloseable {

  public final MovableClock clock = new MovableClock();
  public final TestContainer container;
  public final String workspace;

  public TriggerFixture(Store on) {
    this(on.open(), Keyring.of(Keyring.newKey()));
  }

  public TriggerFixture(DataSource store, Keyring keys) {
    container =
        new TestContainer(store)
            .with(Clock.class, clock)
            .with(RemoteKeys.class, RemoteKeys.none())
            .with(Keyring.class, keys)
            .with(ManagedScheduledExecutorService.class, Threads.direct());
    Workspaces workspaces = container.get(Workspaces.class);
    workspace =
        workspaces
            .find("default")
            .or(() -> workspaces.create("default", "a secret"))
            .orElseThrow()
            .id();
  }

  public TriggerSaving.Saved save(String name, String json) {
    return save(workspace, name, json);
  }

  public TriggerSaving.Saved save(String owner, String name, String json) {
    List<Fault> faults = new ArrayList<>();
    JsonObject form = JsonBinding.object(json);
    GivenSecrets given = GivenSecrets.in(form, faults);
    Setup setup = SetupForm.read(form, faults).orElseThrow(() -> new AssertionError(faults));
    TriggerSaving.Saved saved = container.get(TriggerSaving.class).save(owner, name, setup, given);
    lookup().forget();
    return saved;
  }

  public Trigger saved(String name, String json) {
    return save(name, json).trigger().orElseThrow();
  }

  public TriggerSecrets secrets() {
    return container.get(TriggerSecrets.class);
  }

  public SecretHandOver handOver() {
    return container.get(SecretHandOver.class);
  }

  public Triggers triggers() {
    return container.get(Triggers.class);
  }

  public TriggerLookup lookup() {
    return container.get(TriggerLookup.class);
  }

  public String address(Trigger trigger) {
    return TriggerSecret.addressOf(triggers().secrets(trigger.id()))
        .flatMap(secret -> secret.open(container.get(Keyring.class)))
        .orElseThrow();
  }

  public Optional<MatchedTrigger> find(String id) {
    return lookup().find("default", id, Patience.ofSender());
  }

  @Override
  public void close() {
    container.close();
  }
}
