package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.platform.Fault;
import drawbridge.provider.vault.Keyring;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses a secret that a handshake signs with and another trigger uses with the same algorithm
 * (T5): callers of the handshake could forge events of the other trigger. Compares the triggers of
 * all workspaces, and names only those of the own one.
 *
 * <p>Every change of a setup, a secret or a row takes the lock first, so that two of them cannot
 * make one secret shared at the same time.
 */
@Stateless
public class SharedSecrets {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Keyring keys;
  @Inject OwnRows rows;
  @Inject Clock clock;

  /** Returns the fault that one more secret of a stored trigger would cause, as the others do. */
  public Optional<Fault> faultOfMore(Trigger stored, Purpose purpose, String secret) {
    ProviderRows known = inWorkspace(stored.workspaceId());
    OpenedSecrets after = stored(stored.id()).with(purpose, Optional.of(secret));
    return fault(stored, StoredSetup.read(stored.setup(), known).asks(), after, known);
  }

  /** Returns the fault of a stored trigger after a change, as the method for all triggers does. */
  public Optional<Fault> fault(
      Trigger stored, Setup.Asks asks, OpenedSecrets secrets, ProviderRows known) {
    return fault(stored.workspaceId(), Optional.of(stored.id()), asks, secrets, known);
  }

  /**
   * Locks the comparison until the end of the transaction. Call it before the transaction reads or
   * locks triggers, secrets and rows: what was read before may have changed.
   */
  public void lock() {
    var unused =
        entities
            .createNativeQuery("select id from secret_check where id = 1 for update")
            .getSingleResult();
  }

  /**
   * Returns the fault of a trigger that shares a secret; empty when it may be saved. Call {@link
   * #lock} first.
   *
   * @param id of the trigger; empty for a new one
   * @param secrets all that are valid after the change
   * @param known the rows of the workspace after the change, as if all were enabled
   */
  public Optional<Fault> fault(
      String workspaceId,
      Optional<String> id,
      Setup.Asks asks,
      OpenedSecrets secrets,
      ProviderRows known) {
    TriggerHmacs own = TriggerHmacs.of(asks, secrets);
    return own.hasEvents() || own.hasAnswers()
        ? other(workspaceId, id, own, known)
            .map(
                detail ->
                    Fault.at(
                        asks.signature().isPresent() ? "/signature/secret" : "/handshake/secret",
                        detail))
        : Optional.empty();
  }

  private static String name(Trigger trigger, String workspaceId) {
    return trigger.workspaceId().equals(workspaceId)
        ? "trigger " + trigger.name()
        : "another trigger";
  }

  /** Returns the stored secrets of a trigger that are valid now. */
  public OpenedSecrets stored(String triggerId) {
    return opened(
        entities
            .createQuery(
                "select s from TriggerSecret s where s.triggerId = :trigger", TriggerSecret.class)
            .setParameter("trigger", triggerId)
            .getResultList());
  }

  /** Returns what is wrong with a secret of the trigger because of another one. */
  private Optional<String> other(
      String workspaceId, Optional<String> id, TriggerHmacs own, ProviderRows ofWorkspace) {
    Map<String, List<TriggerSecret>> secrets = new HashMap<>();
    entities
        .createQuery(
            "select s from TriggerSecret s where s.purpose <> :address", TriggerSecret.class)
        .setParameter("address", Purpose.ADDRESS)
        .getResultList()
        .forEach(it -> secrets.computeIfAbsent(it.triggerId(), key -> new ArrayList<>()).add(it));
    Map<String, ProviderRows> known = new HashMap<>(Map.of(workspaceId, ofWorkspace));
    List<Trigger> triggers =
        entities
            .createQuery("select t from Trigger t where t.workspaceId = :workspace", Trigger.class)
            .setParameter("workspace", workspaceId)
            .getResultList();
    List<Trigger> foreign =
        entities
            .createQuery("select t from Trigger t where t.workspaceId <> :workspace", Trigger.class)
            .setParameter("workspace", workspaceId)
            .getResultList();
    for (List<Trigger> group : List.of(triggers, foreign)) {
      for (Trigger trigger : group) {
        if (secrets.containsKey(trigger.id())
            && !id.equals(Optional.of(trigger.id()))
            && mayShare(trigger, own)) {
          ProviderRows named = known.computeIfAbsent(trigger.workspaceId(), this::inWorkspace);
          Setup.Asks asks = StoredSetup.read(trigger.setup(), named).asks();
          TriggerHmacs others =
              TriggerHmacs.of(asks, opened(secrets.getOrDefault(trigger.id(), List.of())));
          if (own.isForgeableBy(others)) {
            return Optional.of(
                "is a secret of "
                    + name(trigger, workspaceId)
                    + ", and a handshake answers with it: give each trigger its own secret");
          } else if (own.mayBeForgeableBy(others)) {
            return Optional.of(
                "cannot be compared with the secrets of "
                    + name(trigger, workspaceId)
                    + ", because this node lacks an encryption key: set"
                    + " drawbridge.encryption.keys on every node, or replace the secret that it"
                    + " cannot decrypt");
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a trigger must be compared: without an answer of its own, only with handshakes. */
  private static boolean mayShare(Trigger trigger, TriggerHmacs own) {
    return own.hasAnswers() || trigger.setup().contains("\"handshake\"");
  }

  /** A disabled row can be enabled again, so it counts as if it were enabled. */
  private ProviderRows inWorkspace(String workspaceId) {
    return rows.readWithDisabled(rows.of(workspaceId));
  }

  private OpenedSecrets opened(Collection<TriggerSecret> all) {
    return OpenedSecrets.of(all, keys, clock.instant());
  }
}
