package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.platform.Ids;
import drawbridge.provider.vault.Keyring;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes the signature secrets that handshakes hand over (T5), within a window that an operator
 * opens, and shows an operator those that the provider needs back. Locks the row of the trigger.
 */
@Stateless
public class SecretHandOver {

  private static final Duration WINDOW = Duration.ofMinutes(15);

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Keyring keys;
  @Inject Clock clock;
  @Inject SharedSecrets shared;
  @Inject OwnRows rows;

  /** The result of a hand-over. */
  public enum Result {
    STORED,
    /** The secret is stored already. */
    KNOWN,
    /** No operator has opened the window, or another secret came first. */
    CLOSED,
    /** The secret is malformed, or that of another trigger. */
    NOT_ALLOWED
  }

  /**
   * Opens the window in which a handshake may hand over one secret: 15 minutes from now.
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
   * Stores a secret while the window is open, and closes the window. Other secrets stay valid: a
   * provider has one for each of its subscriptions. Idempotent for a stored secret.
   *
   * @param isReadable whether an operator may read the secret once
   */
  public Result take(Trigger trigger, String secret, boolean isReadable) {
    if (shared.stored(trigger.id()).of(Purpose.SIGNATURE).contains(secret)) {
      return Result.KNOWN;
    }
    Instant now = clock.instant();
    Trigger known = entities.find(Trigger.class, trigger.id());
    if (known == null || !known.isWindowOpen(now)) {
      return Result.CLOSED;
    }
    shared.lock();
    return lock(trigger.id())
        .filter(it -> it.isWindowOpen(now))
        .map(it -> store(it, secret, isReadable, now))
        .orElse(Result.CLOSED);
  }

  private Result store(Trigger locked, String secret, boolean isReadable, Instant now) {
    Setup.Asks asks = StoredSetup.read(locked.setup(), rows.in(locked.workspaceId())).asks();
    boolean isValid =
        asks.signature().filter(it -> it.faultOfNewSecret(secret).isEmpty()).isPresent();
    if (!isValid || shared.faultOfMore(locked, Purpose.SIGNATURE, secret).isPresent()) {
      return Result.NOT_ALLOWED;
    }
    locked.closeWindow();
    TriggerSecret row =
        new TriggerSecret(
            Ids.next(now.toEpochMilli()), locked.id(), Purpose.SIGNATURE, now, secret, keys);
    if (isReadable) {
      row.makeReadable();
    }
    entities.persist(row);
    return Result.STORED;
  }

  /** Returns a secret that an operator may read once; empty for any other. */
  public Optional<String> readOnce(Trigger trigger, String id) {
    return lock(trigger.id())
        .flatMap(it -> Optional.ofNullable(entities.find(TriggerSecret.class, id)))
        .filter(secret -> secret.triggerId().equals(trigger.id()))
        .flatMap(secret -> secret.readOnce(keys));
  }

  private Optional<Trigger> lock(String triggerId) {
    return Optional.ofNullable(
        entities.find(Trigger.class, triggerId, LockModeType.PESSIMISTIC_WRITE));
  }
}
