package drawbridge.admin.control.triggers;

import drawbridge.inbound.control.BodyLimits;
import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.control.UnrecordedCalls;
import drawbridge.inbound.trigger.control.saving.NeededSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.provider.vault.Keyring;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads triggers in one transaction, with their addresses only for roles that may use triggers
 * (T2).
 */
@Stateless
public class TriggerList {

  @Inject Triggers triggers;
  @Inject OwnRows rows;
  @Inject BodyLimits limits;
  @Inject Keyring keys;
  @Inject UnrecordedCalls unrecorded;
  @Inject CurrentOperator operator;

  /** Returns the triggers of a workspace, by name. */
  public List<TriggerLine> in(String workspaceId) {
    Map<String, List<TriggerSecret>> secrets =
        triggers.secretsIn(workspaceId).stream()
            .collect(Collectors.groupingBy(TriggerSecret::triggerId));
    ProviderRows known = rows.in(workspaceId);
    return triggers.of(workspaceId).stream()
        .map(trigger -> line(trigger, known, secrets.getOrDefault(trigger.id(), List.of())))
        .toList();
  }

  /** Returns the rows that triggers of a workspace may name. */
  public ProviderRows rows(String workspaceId) {
    return rows.in(workspaceId);
  }

  /** Returns one trigger; empty when the name is invalid or unknown. */
  public Optional<TriggerLine> find(String workspaceId, String name) {
    return Optional.of(name)
        .filter(it -> TriggerCommands.faultOfName(it).isEmpty())
        .flatMap(it -> triggers.find(workspaceId, it))
        .map(trigger -> line(trigger, rows.in(workspaceId), triggers.secrets(trigger.id())));
  }

  private TriggerLine line(Trigger trigger, ProviderRows known, List<TriggerSecret> secrets) {
    boolean mayUse = operator.isMayOperate();
    Optional<String> address =
        TriggerSecret.addressOf(secrets).filter(it -> mayUse).flatMap(it -> it.open(keys));
    Setup setup = StoredSetup.read(trigger.setup(), known);
    return new TriggerLine(
        trigger,
        setup,
        known,
        address,
        !mayUse,
        secrets,
        mayUse ? shortOnes(setup, secrets) : List.of(),
        limits.fault(setup.takes().maxBody()));
  }

  private List<TriggerSecret> shortOnes(Setup setup, List<TriggerSecret> secrets) {
    NeededSecrets needed = new NeededSecrets(setup, Optional.empty());
    return secrets.stream()
        .filter(secret -> secret.purpose() != Purpose.ADDRESS)
        .filter(
            secret ->
                secret.open(keys).filter(it -> needed.isShort(secret.purpose(), it)).isPresent())
        .toList();
  }

  /** Returns the counts of requests without a row on this node, with the last reasons (C11). */
  public UnrecordedCalls.Counts unrecorded(Trigger trigger) {
    return unrecorded.of(trigger.id());
  }
}
