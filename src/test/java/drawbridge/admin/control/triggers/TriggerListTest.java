package drawbridge.admin.control.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.trigger.control.saving.TriggerSaving;
import drawbridge.inbound.trigger.control.saving.TriggerSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.vault.Keyring;
import drawbridge.workspace.control.Workspaces;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Only roles that may use a trigger get its address. */
@OnEveryStore
@Tag("T2")
class TriggerListTest {

  private final TestContainer container;
  private final String workspace;
  private final TriggerList triggers;

  TriggerListTest(Store on) {
    container =
        new TestContainer(on.open())
            .with(Clock.class, Clock.systemUTC())
            .with(RemoteKeys.class, RemoteKeys.none())
            .with(Keyring.class, Keyring.of(Keyring.newKey()));
    workspace = container.get(Workspaces.class).create("default", "a secret").orElseThrow().id();
    triggers = container.get(TriggerList.class);
    save("{\"workflow\": \"greet\"}");
  }

  private void save(String setup) {
    JsonObject form = JsonBinding.object(setup);
    List<Fault> faults = new ArrayList<>();
    GivenSecrets given = GivenSecrets.in(form, faults);
    faults.addAll(
        container
            .get(TriggerSaving.class)
            .save(workspace, "hook", SetupForm.read(form, faults).orElseThrow(), given)
            .faults());
    assertThat(faults).isEmpty();
  }

  @AfterEach
  void close() {
    container.close();
  }

  @Test
  void viewersGetNoAddress() {
    for (TriggerLine line : linesOf(Role.VIEWER)) {
      assertThat(line.address()).isEmpty();
      assertThat(line.isAddressHidden()).isTrue();
      assertThat(line.warning(Instant.now())).as("the key is not missing").isEmpty();
    }
  }

  @Test
  void operatorsAndAdminsGetIt() {
    for (Role role : List.of(Role.OPERATOR, Role.ADMIN)) {
      for (TriggerLine line : linesOf(role)) {
        assertThat(line.address()).as("%s", role).isPresent();
        assertThat(line.isAddressHidden()).isFalse();
      }
    }
  }

  /** As an earlier version could store it. */
  @Test
  @Tag("T4")
  void storedShortSecretIsAWarningForThoseWhoMayUseTheTrigger() {
    save(
        "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"a-secret\"}}");
    assertThat(warnings(Role.ADMIN)).as("eight characters").isEmpty();
    var trigger = linesOf(Role.ADMIN).get(0).trigger();
    var secrets = container.get(TriggerSecrets.class);
    secrets.replace(trigger, Purpose.SIGNATURE, "secret7");
    assertThat(warnings(Role.ADMIN))
        .hasSize(2)
        .allMatch(it -> it.startsWith("A secret of the signature has fewer than 8 characters"))
        .noneMatch(it -> it.contains("secret7"));
    assertThat(warnings(Role.VIEWER)).isEmpty();
    secrets.replace(trigger, Purpose.SIGNATURE, "a longer one");
    assertThat(warnings(Role.ADMIN)).isEmpty();
  }

  private List<String> warnings(Role role) {
    return linesOf(role).stream().flatMap(it -> it.warning(Instant.now()).stream()).toList();
  }

  private List<TriggerLine> linesOf(Role role) {
    container.get(CurrentOperator.class).set(new Person("ann", role));
    return List.of(triggers.in(workspace).get(0), triggers.find(workspace, "hook").orElseThrow());
  }
}
