package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.provider.vault.Keyring;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Creates, rotates and removes secrets of triggers, including the ids in their URLs. Locks the row
 * of the trigger, so that changes to its secrets are serialized. Methods that store a secret throw
 * {@link IllegalStateException} without a key: check {@link Keyring#isEmpty} first.
 */
@Stateless
public class TriggerSecrets {

  /** 192 bits: the id cannot be guessed (T2). */
  private static final int ADDRESS_BYTES = 24;

  private static final SecureRandom RANDOM = new SecureRandom();

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Keyring keys;
  @Inject Clock clock;
  @Inject SharedSecrets shared;

  /** The result of a removal. */
  public enum Removal {
    REMOVED,
    UNKNOWN,
    /** It is the last id without an end. A trigger always has one. */
    LAST_ADDRESS
  }

  /**
   * Creates a new URL. The current ones stay valid for the overlap.
   *
   * @return the id in the URL
   */
  public String newAddress(Trigger trigger, Duration overlap) {
    byte[] random = new byte[ADDRESS_BYTES];
    RANDOM.nextBytes(random);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    var unused = rotate(trigger, Purpose.ADDRESS, id, overlap);
    return id;
  }

  /**
   * Adds a secret. The current ones of its purpose stay valid for the overlap.
   *
   * @return the id of the new secret
   */
  public String rotate(Trigger trigger, Purpose purpose, String secret, Duration overlap) {
    var unusedLock = lock(trigger.id());
    Instant now = clock.instant();
    of(trigger.id(), purpose).forEach(old -> old.retireAt(now.plus(overlap)));
    return add(trigger.id(), purpose, secret, now);
  }

  /**
   * The result of a rotation.
   *
   * @param id of the new secret; empty when nothing was changed
   * @param fault empty when the secret was added
   */
  public record Rotation(Optional<String> id, Optional<Fault> fault) {}

  /** Adds a secret like {@link #rotate}, unless a handshake answers with it elsewhere (T5). */
  public Rotation rotateUnshared(
      Trigger trigger, Purpose purpose, String secret, Duration overlap) {
    shared.lock();
    Trigger current = lock(trigger.id()).orElse(trigger);
    Optional<Fault> fault = shared.faultOfMore(current, purpose, secret);
    return fault.isPresent()
        ? new Rotation(Optional.empty(), fault)
        : new Rotation(Optional.of(rotate(trigger, purpose, secret, overlap)), Optional.empty());
  }

  /** Replaces all secrets of a purpose. Keeps the row of an equal secret without an end. */
  public void replace(Trigger trigger, Purpose purpose, String secret) {
    var unusedLock = lock(trigger.id());
    Instant now = clock.instant();
    boolean isKept = false;
    for (TriggerSecret old : of(trigger.id(), purpose)) {
      boolean isEqual = old.isValidAt(now) && old.open(keys).filter(secret::equals).isPresent();
      if (isEqual && !isKept && old.retiresAt() == null) {
        isKept = true;
      } else {
        entities.remove(old);
      }
    }
    if (!isKept) {
      var unused = add(trigger.id(), purpose, secret, now);
    }
  }

  /** Removes all secrets of a purpose. */
  public void clear(Trigger trigger, Purpose purpose) {
    var unusedLock = lock(trigger.id());
    of(trigger.id(), purpose).forEach(entities::remove);
  }

  /** Removes a secret at once. */
  public Removal remove(Trigger trigger, String id) {
    var unusedLock = lock(trigger.id());
    TriggerSecret secret = entities.find(TriggerSecret.class, id);
    if (secret == null || !secret.triggerId().equals(trigger.id())) {
      return Removal.UNKNOWN;
    }
    boolean isLast =
        secret.purpose() == Purpose.ADDRESS
            && secret.retiresAt() == null
            && of(trigger.id(), Purpose.ADDRESS).stream()
                    .filter(it -> it.retiresAt() == null)
                    .count()
                == 1;
    if (isLast) {
      return Removal.LAST_ADDRESS;
    }
    entities.remove(secret);
    return Removal.REMOVED;
  }

  /** Whether a secret of the purpose is valid now. */
  public boolean has(Trigger trigger, Purpose purpose) {
    Instant now = clock.instant();
    return of(trigger.id(), purpose).stream().anyMatch(secret -> secret.isValidAt(now));
  }

  private String add(String triggerId, Purpose purpose, String secret, Instant now) {
    String id = Ids.next(now.toEpochMilli());
    entities.persist(new TriggerSecret(id, triggerId, purpose, now, secret, keys));
    return id;
  }

  private List<TriggerSecret> of(String triggerId, Purpose purpose) {
    return entities
        .createQuery(
            "select s from TriggerSecret s where s.triggerId = :trigger and s.purpose = :purpose"
                + " order by s.id",
            TriggerSecret.class)
        .setParameter("trigger", triggerId)
        .setParameter("purpose", purpose)
        .getResultList();
  }

  private Optional<Trigger> lock(String triggerId) {
    return Optional.ofNullable(
        entities.find(Trigger.class, triggerId, LockModeType.PESSIMISTIC_WRITE));
  }
}
