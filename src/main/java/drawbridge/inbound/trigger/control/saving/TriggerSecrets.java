package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
  @Inject OwnRows rows;

  private static final Duration WINDOW = Duration.ofMinutes(15);

  /** The result of a hand-over. */
  public enum HandOver {
    STORED,
    /** The secret is stored already. */
    KNOWN,
    /** No operator has opened the window, or another secret came first. */
    CLOSED,
    /** The secret is malformed, or that of another trigger. */
    NOT_ALLOWED
  }

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
    ProviderRows known = rows.in(current.workspaceId());
    Setup.Asks asks = SetupForm.stored(current.setup(), known).asks();
    Optional<Fault> fault = faultOfMore(current, asks, purpose, secret, known);
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

  /**
   * Opens the window in which a handshake may hand over one secret: 15 minutes from now (T5).
   *
   * @return the end of the window
   */
  public Instant openWindow(Trigger trigger) {
    Instant end = clock.instant().plus(WINDOW);
    lock(trigger.id()).ifPresent(it -> it.openWindow(end));
    return end;
  }

  /** Closes the window; idempotent. */
  public void closeWindow(Trigger trigger) {
    lock(trigger.id()).ifPresent(Trigger::closeWindow);
  }

  /**
   * Stores the signature secret that a handshake hands over while the window is open, and closes
   * the window. Other secrets stay valid: a provider has one for each of its subscriptions.
   * Idempotent for a stored secret.
   *
   * @param isReadable whether an operator may read the secret once
   */
  public HandOver handOver(Trigger trigger, String secret, boolean isReadable) {
    Instant now = clock.instant();
    if (isStored(trigger.id(), secret, now)) {
      return HandOver.KNOWN;
    }
    Trigger known = entities.find(Trigger.class, trigger.id());
    if (known == null || !known.isWindowOpen(now)) {
      return HandOver.CLOSED;
    }
    shared.lock();
    return lock(trigger.id())
        .filter(it -> it.isWindowOpen(now))
        .map(it -> take(it, secret, isReadable, now))
        .orElse(HandOver.CLOSED);
  }

  private HandOver take(Trigger locked, String secret, boolean isReadable, Instant now) {
    ProviderRows known = rows.in(locked.workspaceId());
    Setup.Asks asks = SetupForm.stored(locked.setup(), known).asks();
    boolean isValid = asks.signature().filter(it -> it.faultOfSecret(secret).isEmpty()).isPresent();
    if (!isValid || faultOfMore(locked, asks, Purpose.SIGNATURE, secret, known).isPresent()) {
      return HandOver.NOT_ALLOWED;
    }
    locked.closeWindow();
    TriggerSecret row =
        new TriggerSecret(
            Ids.next(now.toEpochMilli()), locked.id(), Purpose.SIGNATURE, now, secret, keys);
    if (isReadable) {
      row.makeReadable();
    }
    entities.persist(row);
    return HandOver.STORED;
  }

  /** Returns the fault that one more secret would cause. */
  private Optional<Fault> faultOfMore(
      Trigger trigger, Setup.Asks asks, Purpose purpose, String secret, ProviderRows known) {
    Map<Purpose, List<String>> after = shared.stored(trigger.id());
    after.computeIfAbsent(purpose, key -> new ArrayList<>()).add(secret);
    return shared.fault(trigger.workspaceId(), Optional.of(trigger.id()), asks, after, known);
  }

  private boolean isStored(String triggerId, String secret, Instant now) {
    return of(triggerId, Purpose.SIGNATURE).stream()
        .filter(it -> it.isValidAt(now))
        .anyMatch(it -> it.open(keys).filter(secret::equals).isPresent());
  }

  /** Returns a secret that an operator may read once; empty for any other. */
  public Optional<String> readOnce(Trigger trigger, String id) {
    return lock(trigger.id())
        .flatMap(it -> Optional.ofNullable(entities.find(TriggerSecret.class, id)))
        .filter(secret -> secret.triggerId().equals(trigger.id()))
        .flatMap(secret -> secret.readOnce(keys));
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
