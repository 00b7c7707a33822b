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
 * Makes, rotates and removes the secrets of triggers, addresses included. All changes of one
 * trigger's secrets follow each other: its row is locked. Without a key every method that keeps a
 * secret throws {@link IllegalStateException}; ask {@link Keyring#isEmpty} before.
 */
@Stateless
public class TriggerSecrets {

  /** 192 bits, of which nobody guesses one (T2). */
  private static final int ADDRESS_BYTES = 24;

  private static final SecureRandom RANDOM = new SecureRandom();

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Keyring keys;
  @Inject Clock clock;

  /** What became of a removal. */
  public enum Removal {
    REMOVED,
    UNKNOWN,
    /** It is the last address that is valid for good: a trigger is never without one. */
    LAST_ADDRESS
  }

  /**
   * A new address; the others stay valid for the overlap.
   *
   * @return the id in it
   */
  public String newAddress(Trigger trigger, Duration overlap) {
    byte[] random = new byte[ADDRESS_BYTES];
    RANDOM.nextBytes(random);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    var unused = rotate(trigger, Purpose.ADDRESS, id, overlap);
    return id;
  }

  /**
   * A new secret; the others of its purpose stay valid for the overlap.
   *
   * @return the new secret's row
   */
  public String rotate(Trigger trigger, Purpose purpose, String secret, Duration overlap) {
    lock(trigger.id());
    Instant now = clock.instant();
    of(trigger.id(), purpose).forEach(old -> old.retireAt(now.plus(overlap)));
    return add(trigger.id(), purpose, secret, now);
  }

  /** This secret and no other; one that is valid already is kept as it is. */
  public void replace(Trigger trigger, Purpose purpose, String secret) {
    lock(trigger.id());
    Instant now = clock.instant();
    boolean isKept = false;
    for (TriggerSecret old : of(trigger.id(), purpose)) {
      boolean isIt = old.isValidAt(now) && old.open(keys).filter(secret::equals).isPresent();
      if (isIt && !isKept && old.retiresAt() == null) {
        isKept = true;
      } else {
        entities.remove(old);
      }
    }
    if (!isKept) {
      var unused = add(trigger.id(), purpose, secret, now);
    }
  }

  /** Removes all of a purpose. */
  public void clear(Trigger trigger, Purpose purpose) {
    lock(trigger.id());
    of(trigger.id(), purpose).forEach(entities::remove);
  }

  /**
   * Keeps the secret that a sender brings, if none is valid for signatures (Asana): whoever comes
   * later with another one is not believed. Idempotent for the same secret.
   *
   * @return whether it is kept
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

  /** Removes one at once. */
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

  /** Whether one is valid now. */
  public boolean has(Trigger trigger, Purpose purpose) {
    Instant now = clock.instant();
    return of(trigger.id(), purpose).stream().anyMatch(secret -> secret.isValidAt(now));
  }

  private String add(String triggerId, Purpose purpose, String secret, Instant now) {
    String id = Ids.next(now.toEpochMilli());
    entities.persist(
        new TriggerSecret(id, triggerId, purpose, now, new TriggerSecret.Secret(secret, keys)));
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
