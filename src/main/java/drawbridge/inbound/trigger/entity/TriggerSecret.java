package drawbridge.inbound.trigger.entity;

import drawbridge.provider.vault.Keyring;
import drawbridge.provider.vault.SealedSecret;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One secret of a trigger, encrypted: it can be computed with, and only an address is ever shown
 * again. Several of one purpose are valid side by side during a rotation.
 */
@Entity
@Table(name = "trigger_secret")
public class TriggerSecret {

  /**
   * The last one is the one that a rotation has made: it retires last, or not at all. Ids decide
   * only where that does not, since those of one millisecond are in no order.
   */
  public static final Comparator<TriggerSecret> OLDEST_FIRST =
      Comparator.comparing(
              TriggerSecret::retiresAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(TriggerSecret::id);

  @Id private String id;

  @Column(name = "trigger_id")
  private String triggerId;

  @Enumerated(EnumType.STRING)
  private Purpose purpose;

  private @Nullable String digest;

  @Column(name = "key_id")
  private String keyId;

  private String sealed;

  @Column(name = "created_at")
  private Instant createdAt;

  /** Written past the entity, now and then. */
  @Column(name = "last_used_at", insertable = false, updatable = false)
  private @Nullable Instant lastUsedAt;

  @Column(name = "retires_at")
  private @Nullable Instant retiresAt;

  protected TriggerSecret() {}

  /** Keeps the secret under the current key. */
  public TriggerSecret(
      String id, String triggerId, Purpose purpose, Instant createdAt, Secret secret) {
    this.id = id;
    this.triggerId = triggerId;
    this.purpose = purpose;
    this.createdAt = createdAt;
    this.digest = purpose == Purpose.ADDRESS ? digest(secret.value) : null;
    seal(secret);
  }

  /** A secret on its way under a key. Not a record, since a record prints itself. */
  public static final class Secret {
    private final String value;
    private final Keyring keys;

    public Secret(String value, Keyring keys) {
      this.value = value;
      this.keys = keys;
    }
  }

  /** The digest by which an address is found: SHA-256 of its id, in hexadecimal digits. */
  public static String digest(String address) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(address.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The newest address among the secrets of one trigger. */
  public static Optional<TriggerSecret> addressOf(List<TriggerSecret> secrets) {
    return secrets.stream().filter(secret -> secret.purpose == Purpose.ADDRESS).max(OLDEST_FIRST);
  }

  /** The secret; empty when its key is not here, or the row was changed by somebody else. */
  public Optional<String> open(Keyring keys) {
    return keys.open(new SealedSecret(keyId, sealed), place());
  }

  /** Encrypts it anew under the current key; false when it cannot be opened. */
  public boolean reseal(Keyring keys) {
    Optional<String> secret = open(keys);
    secret.ifPresent(value -> seal(new Secret(value, keys)));
    return secret.isPresent();
  }

  private void seal(Secret secret) {
    SealedSecret fresh = secret.keys.seal(secret.value, place());
    keyId = fresh.keyId();
    sealed = fresh.text();
  }

  /** What is sealed for one row opens in no other. */
  private String place() {
    return "trigger-secret/" + id + "/" + triggerId + "/" + purpose.label();
  }

  /** Whether it may be used at this time. */
  public boolean isValidAt(Instant now) {
    return retiresAt == null || now.isBefore(retiresAt);
  }

  /** From then on it is not valid; an earlier end is kept. */
  public void retireAt(Instant end) {
    if (retiresAt == null || end.isBefore(retiresAt)) {
      retiresAt = end;
    }
  }

  public String id() {
    return id;
  }

  public String triggerId() {
    return triggerId;
  }

  public Purpose purpose() {
    return purpose;
  }

  /** Of an address; of no other secret. */
  public @Nullable String digest() {
    return digest;
  }

  public String keyId() {
    return keyId;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public @Nullable Instant lastUsedAt() {
    return lastUsedAt;
  }

  public @Nullable Instant retiresAt() {
    return retiresAt;
  }
}
