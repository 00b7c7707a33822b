package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.provider.Hmac;
import drawbridge.provider.vault.Keyring;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  /** The HMACs of a trigger: those of its events, and those of its handshake's answers. */
  private record Hmacs(Set<String> events, Set<String> answers) {

    static Hmacs of(Setup.Asks asks, Map<Purpose, List<String>> secrets) {
      List<String> signing = secrets.getOrDefault(Purpose.SIGNATURE, List.of());
      List<String> own = secrets.getOrDefault(Purpose.HANDSHAKE, List.of());
      Set<String> events = new HashSet<>();
      Set<String> answers = new HashSet<>();
      asks.signature()
          .ifPresent(it -> signing.forEach(key -> it.fingerprint(key).ifPresent(events::add)));
      // without its own secrets, which may end or be removed, a handshake answers with the others
      asks.handshake()
          .flatMap(it -> it.answeredHmac())
          .ifPresent(
              hash ->
                  Stream.concat(own.stream(), signing.stream())
                      .forEach(key -> answers.add(Hmac.fingerprint(hash, bytes(key)))));
      return new Hmacs(events, answers);
    }

    boolean isForgeableBy(Hmacs other) {
      return hasCommon(answers, other.events)
          || hasCommon(answers, other.answers)
          || hasCommon(events, other.answers);
    }

    private static boolean hasCommon(Set<String> some, Set<String> others) {
      return some.stream().anyMatch(others::contains);
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Returns the fault that one more secret of a stored trigger would cause, as the others do. */
  public Optional<Fault> faultOfMore(Trigger stored, Purpose purpose, String secret) {
    ProviderRows known = rows.in(stored.workspaceId());
    Map<Purpose, List<String>> after = stored(stored.id());
    after.computeIfAbsent(purpose, key -> new ArrayList<>()).add(secret);
    return fault(stored, SetupForm.stored(stored.setup(), known).asks(), after, known);
  }

  /** Returns the fault of a stored trigger after a change, as the method for all triggers does. */
  public Optional<Fault> fault(
      Trigger stored, Setup.Asks asks, Map<Purpose, List<String>> secrets, ProviderRows known) {
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
   * @param known the rows of the workspace after the change
   */
  public Optional<Fault> fault(
      String workspaceId,
      Optional<String> id,
      Setup.Asks asks,
      Map<Purpose, List<String>> secrets,
      ProviderRows known) {
    Hmacs own = Hmacs.of(asks, secrets);
    if (own.events.isEmpty() && own.answers.isEmpty()) {
      return Optional.empty();
    }
    return other(workspaceId, id, own, known)
        .map(
            trigger ->
                Fault.at(
                    asks.signature().isPresent() ? "/signature/secret" : "/handshake/secret",
                    (trigger.workspaceId().equals(workspaceId)
                            ? "is a secret of trigger " + trigger.name()
                            : "is a secret of another trigger")
                        + ", and a handshake answers with it: give each trigger its own secret"));
  }

  /** Returns the stored secrets of a trigger that are valid now and can be decrypted. */
  public Map<Purpose, List<String>> stored(String triggerId) {
    return opened(
        entities
            .createQuery(
                "select s from TriggerSecret s where s.triggerId = :trigger", TriggerSecret.class)
            .setParameter("trigger", triggerId)
            .getResultList());
  }

  private Optional<Trigger> other(
      String workspaceId, Optional<String> id, Hmacs own, ProviderRows ofWorkspace) {
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
          ProviderRows named = known.computeIfAbsent(trigger.workspaceId(), rows::in);
          Setup.Asks asks = SetupForm.stored(trigger.setup(), named).asks();
          Hmacs others = Hmacs.of(asks, opened(secrets.getOrDefault(trigger.id(), List.of())));
          if (own.isForgeableBy(others)) {
            return Optional.of(trigger);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a trigger must be compared: without an answer of its own, only with handshakes. */
  private static boolean mayShare(Trigger trigger, Hmacs own) {
    return !own.answers.isEmpty() || trigger.setup().contains("\"handshake\"");
  }

  private Map<Purpose, List<String>> opened(Collection<TriggerSecret> all) {
    Instant now = clock.instant();
    Map<Purpose, List<String>> opened = new EnumMap<>(Purpose.class);
    for (TriggerSecret secret : all) {
      if (secret.purpose() != Purpose.ADDRESS && secret.isValidAt(now)) {
        secret
            .open(keys)
            .ifPresent(
                text ->
                    opened
                        .computeIfAbsent(secret.purpose(), purpose -> new ArrayList<>())
                        .add(text));
      }
    }
    return opened;
  }
}
