package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
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
    lock(trigger.id());
    Instant now = clock.instant();
    of(trigger.id(), purpose).forEach(old -> old.retireAt(now.plus(overlap)));
    return add(trigger.id(), purpose, secret, now);
  }

  /** Replaces all secrets of a purpose. Keeps the row of an equal secret without an end. */
  public void replace(Trigger trigger, Purpose purpose, String secret) {
    lock(trigger.id());
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
    lock(trigger.id());
    of(trigger.id(), purpose).forEach(entities::remove);
  }

  /**
   * Stores the signature secret that a handshake hands over, unless another one is valid (T5).
   * Idempotent for an equal secret.
   *
   * @return whether the secret is stored
   */
  public boolean handOver(String triggerId, String secret) {
    lock(triggerId);
    Instant now = clock.instant();
    List<TriggerSecret> valid =
        of(triggerId, Purpose.SIGNATURE).stream().filter(it -> it.isValidAt(now)).toList();
    if (valid.isEmpty()) {
      var unused = add(triggerId, Purpose.SIGNATURE, secret, now);
      return true;
    }
    return valid.stream().anyMatch(it -> it.open(keys).filter(secret::equals).isPresent());
  }

  /** Removes a secret at once. */
  public Removal remove(Trigger trigger, String id) {
    lock(trigger.id());
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

  private void lock(String triggerId) {
    var unused = entities.find(Trigger.class, triggerId, LockModeType.PESSIMISTIC_WRITE);
  }
}
