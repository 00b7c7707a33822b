package drawbridge.inbound.trigger.control.saving;

import static java.nio.charset.StandardCharsets.UTF_8;

import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.provider.Hmac;
import drawbridge.provider.signature.Scheme;
import drawbridge.provider.vault.Keyring;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
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

  /**
   * The HMACs of a trigger: those of its events, and those of its handshake's answers.
   *
   * @param hasMoreEvents whether this node lacks the key of a secret that may prove events
   * @param hasMoreAnswers whether this node lacks the key of a secret that may sign answers
   */
  private record Hmacs(
      Set<String> events, Set<String> answers, boolean hasMoreEvents, boolean hasMoreAnswers) {

    static Hmacs of(Setup.Asks asks, OpenedSecrets secrets) {
      if (asks.unavailable().setup().isPresent()) {
        return ofUnreadable(secrets);
      }
      List<String> signing = secrets.of(Purpose.SIGNATURE);
      List<String> own = secrets.of(Purpose.HANDSHAKE);
      Set<String> events = new HashSet<>();
      Set<String> answers = new HashSet<>();
      asks.signature()
          .ifPresent(it -> signing.forEach(key -> it.fingerprint(key).ifPresent(events::add)));
      // without its own secrets, which may end or be removed, a handshake answers with the others
      Optional<String> answered = asks.handshake().flatMap(it -> it.answeredHmac());
      answered.ifPresent(
          hash ->
              Stream.concat(own.stream(), signing.stream())
                  .forEach(key -> answers.add(Hmac.fingerprint(hash, key.getBytes(UTF_8)))));
      return new Hmacs(
          events,
          answers,
          asks.signature().filter(Scheme::isHmac).isPresent()
              && secrets.isSealed(Purpose.SIGNATURE),
          answered.isPresent()
              && (secrets.isSealed(Purpose.SIGNATURE) || secrets.isSealed(Purpose.HANDSHAKE)));
    }

    /** A setup that cannot be read may use each secret in every way. */
    private static Hmacs ofUnreadable(OpenedSecrets secrets) {
      Set<String> all = new HashSet<>();
      Stream.of(Purpose.SIGNATURE, Purpose.HANDSHAKE)
          .flatMap(purpose -> secrets.of(purpose).stream())
          .forEach(secret -> all.addAll(Scheme.allFingerprints(secret)));
      boolean hasMore = secrets.isSealed(Purpose.SIGNATURE) || secrets.isSealed(Purpose.HANDSHAKE);
      return new Hmacs(all, all, hasMore, hasMore);
    }

    boolean hasEvents() {
      return !events.isEmpty() || hasMoreEvents;
    }

    boolean hasAnswers() {
      return !answers.isEmpty() || hasMoreAnswers;
    }

    boolean isForgeableBy(Hmacs other) {
      return hasCommon(answers, other.events)
          || hasCommon(answers, other.answers)
          || hasCommon(events, other.answers);
    }

    /** Whether secrets that this node cannot decrypt may make one forgeable by the other. */
    boolean mayBeForgeableBy(Hmacs other) {
      return isUnknown(this, other) || isUnknown(other, this);
    }

    private static boolean isUnknown(Hmacs sealed, Hmacs other) {
      return (sealed.hasMoreAnswers && (other.hasEvents() || other.hasAnswers()))
          || (sealed.hasMoreEvents && other.hasAnswers());
    }

    private static boolean hasCommon(Set<String> some, Set<String> others) {
      return some.stream().anyMatch(others::contains);
    }
  }

  /** Returns the fault that one more secret of a stored trigger would cause, as the others do. */
  public Optional<Fault> faultOfMore(Trigger stored, Purpose purpose, String secret) {
    ProviderRows known = rows.in(stored.workspaceId());
    OpenedSecrets after = stored(stored.id()).with(purpose, Optional.of(secret));
    return fault(stored, SetupForm.stored(stored.setup(), known).asks(), after, known);
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
   * @param known the rows of the workspace after the change
   */
  public Optional<Fault> fault(
      String workspaceId,
      Optional<String> id,
      Setup.Asks asks,
      OpenedSecrets secrets,
      ProviderRows known) {
    Hmacs own = Hmacs.of(asks, secrets);
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
  private static boolean mayShare(Trigger trigger, Hmacs own) {
    return own.hasAnswers() || trigger.setup().contains("\"handshake\"");
  }

  private OpenedSecrets opened(Collection<TriggerSecret> all) {
    return OpenedSecrets.of(all, keys, clock.instant());
  }
}
