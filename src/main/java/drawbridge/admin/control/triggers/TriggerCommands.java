package drawbridge.admin.control.triggers;

import drawbridge.admin.control.Definitions;
import drawbridge.admin.control.WorkspaceMutex;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.control.saving.SecretHandOver;
import drawbridge.inbound.trigger.control.saving.TriggerSaving;
import drawbridge.inbound.trigger.control.saving.TriggerSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import drawbridge.provider.vault.Keyring;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Changes triggers for operators. Each change is one transaction. Changes apply to addresses on
 * this node at return, and on other nodes within two seconds.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TriggerCommands {

  private static final Action SAVE = new Action("trigger.save", Role.ADMIN);
  private static final Action REMOVE = new Action("trigger.remove", Role.ADMIN);
  private static final Action ENABLE = new Action("trigger.enable", Role.ADMIN);
  private static final Action DISABLE = new Action("trigger.disable", Role.ADMIN);
  private static final Action RENEW = new Action("trigger.renew", Role.ADMIN);
  private static final Action ROTATE = new Action("trigger-secret.rotate", Role.ADMIN);
  private static final Action OPEN = new Action("trigger-window.open", Role.ADMIN);
  private static final Action CLOSE = new Action("trigger-window.close", Role.ADMIN);
  private static final Action READ = new Action("trigger-secret.read", Role.ADMIN);
  private static final Action REMOVE_SECRET = new Action("trigger-secret.remove", Role.ADMIN);

  @Inject TriggerSaving saving;
  @Inject TriggerSecrets secrets;
  @Inject SecretHandOver handOver;
  @Inject Triggers triggers;
  @Inject Definitions definitions;
  @Inject TriggerLookup addresses;
  @Inject Keyring keys;
  @Inject AuditedCommands commands;

  /** Returns why a text cannot be the name of a trigger; empty when it can. */
  public static Optional<String> faultOfName(String name) {
    return Definitions.faultOfName("a trigger", name, Trigger.LONGEST_NAME);
  }

  /** Creates a trigger, or replaces the setup of the trigger with this name. */
  public TriggerSetup save(String workspaceId, String name, Setup setup, GivenSecrets given) {
    if (keys.isEmpty()) {
      return new TriggerSetup.NoKey();
    }
    List<String> unknown = new ArrayList<>();
    setup
        .starts()
        .references()
        .forEach(
            (pointer, reference) -> {
              if (definitions.find(workspaceId, reference).isEmpty()) {
                unknown.add(pointer);
              }
            });
    if (!unknown.isEmpty()) {
      return new TriggerSetup.NoWorkflow(unknown);
    }
    return change(
        Change.of(SAVE, workspaceId, name),
        () -> {
          TriggerSaving.Saved saved = saving.save(workspaceId, name, setup, given);
          return saved
              .trigger()
              .<TriggerSetup>map(trigger -> new TriggerSetup.Kept(trigger, saved.isNew()))
              .orElseGet(() -> new TriggerSetup.Faulty(saved.faults()));
        },
        setupMade -> setupMade instanceof TriggerSetup.Kept);
  }

  /** Enables or disables a trigger; a disabled one answers 410. Idempotent. */
  public void enable(Trigger trigger, boolean isEnabled) {
    change(
        of(isEnabled ? ENABLE : DISABLE, trigger),
        () -> triggers.enable(trigger.workspaceId(), trigger.name(), isEnabled),
        Boolean::booleanValue);
  }

  /** Removes a trigger with its addresses and secrets. Idempotent. */
  public void remove(Trigger trigger) {
    change(
        of(REMOVE, trigger),
        () -> triggers.remove(trigger.workspaceId(), trigger.name()),
        Boolean::booleanValue);
  }

  /**
   * Adds an address. The others stay valid for the overlap.
   *
   * @return false when this node has no key; nothing is changed then
   */
  public boolean renew(Trigger trigger, Duration overlap) {
    if (keys.isEmpty()) {
      return false;
    }
    change(
        of(RENEW, trigger).saying("overlap " + overlap),
        () -> secrets.newAddress(trigger, overlap),
        made -> true);
    return true;
  }

  /**
   * Adds a secret. The others of its purpose stay valid for the overlap.
   *
   * @return without id and fault when this node has no key
   */
  public TriggerSecrets.Rotation rotate(
      Trigger trigger, Purpose purpose, String secret, Duration overlap) {
    return keys.isEmpty()
        ? new TriggerSecrets.Rotation(Optional.empty(), Optional.empty())
        : change(
            of(ROTATE, trigger).saying(purpose.label() + ", overlap " + overlap),
            () -> secrets.rotateUnshared(trigger, purpose, secret, overlap),
            rotation -> rotation.id().isPresent());
  }

  /**
   * Lets a handshake hand over one secret within 15 minutes.
   *
   * @return the end of the window; empty when this node has no key
   */
  public Optional<Instant> openWindow(Trigger trigger) {
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(
            change(of(OPEN, trigger), () -> handOver.openWindow(trigger), opened -> true));
  }

  /** Lets no handshake hand over a secret. Idempotent. */
  public void closeWindow(Trigger trigger) {
    change(
        of(CLOSE, trigger),
        () -> {
          handOver.closeWindow(trigger);
          return true;
        },
        closed -> true);
  }

  /** Returns a secret that an operator needs at the provider, once; empty for any other. */
  public Optional<String> readSecret(Trigger trigger, String id) {
    return change(
        of(READ, trigger).saying("secret " + id),
        () -> handOver.readOnce(trigger, id),
        Optional::isPresent);
  }

  /** Removes a secret at once. */
  public TriggerSecrets.Removal removeSecret(Trigger trigger, String id) {
    return change(
        of(REMOVE_SECRET, trigger).saying("secret " + id),
        () -> secrets.remove(trigger, id),
        removal -> removal == TriggerSecrets.Removal.REMOVED);
  }

  private static Change of(Action action, Trigger trigger) {
    return Change.of(action, trigger.workspaceId(), trigger.name());
  }

  private <T> T change(Change change, Supplier<T> work, Predicate<? super T> isMade) {
    String workspace = Objects.requireNonNull(change.workspaceId());
    try {
      return commands.make(change, () -> WorkspaceMutex.in(workspace, work), isMade);
    } finally {
      addresses.forget();
    }
  }
}
