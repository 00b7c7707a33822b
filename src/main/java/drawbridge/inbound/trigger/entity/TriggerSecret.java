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
 * One encrypted secret of a trigger. The API shows only ids of URLs again. During a rotation,
 * several secrets of one purpose are valid.
 */
@Entity
@Table(name = "trigger_secret")
public class TriggerSecret {

  /**
   * Sorts by end, then by id. The secret of the last rotation ends last or never. Ids of one
   * millisecond are unordered.
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

  /** Written by {@code TriggerUsageLedger}. */
  @Column(name = "last_used_at", insertable = false, updatable = false)
  private @Nullable Instant lastUsedAt;

  @Column(name = "retires_at")
  private @Nullable Instant retiresAt;

  protected TriggerSecret() {}

  /** Encrypts the secret with the current key. */
  public TriggerSecret(
      String id, String triggerId, Purpose purpose, Instant createdAt, Secret secret) {
    this.id = id;
    this.triggerId = triggerId;
    this.purpose = purpose;
    this.createdAt = createdAt;
    this.digest = purpose == Purpose.ADDRESS ? digest(secret.value) : null;
    seal(secret);
  }

  /** A secret to encrypt. Not a record, since a record prints itself. */
  public static final class Secret {
    private final String value;
    private final Keyring keys;

    public Secret(String value, Keyring keys) {
      this.value = value;
      this.keys = keys;
    }
  }

  /** Returns the SHA-256 of the id in a URL, as hexadecimal digits. */
  public static String digest(String address) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(address.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }

  /** Returns the newest id of a URL among the secrets of one trigger. */
  public static Optional<TriggerSecret> addressOf(List<TriggerSecret> secrets) {
    return secrets.stream().filter(secret -> secret.purpose == Purpose.ADDRESS).max(OLDEST_FIRST);
  }

  /** Decrypts the secret; empty without its key, or when the row was tampered with. */
  public Optional<String> open(Keyring keys) {
    return keys.open(new SealedSecret(keyId, sealed), binding());
  }

  /** Encrypts the secret with the current key. False when it cannot be decrypted. */
  public boolean reseal(Keyring keys) {
    Optional<String> secret = open(keys);
    secret.ifPresent(value -> seal(new Secret(value, keys)));
    return secret.isPresent();
  }

  private void seal(Secret secret) {
    SealedSecret fresh = secret.keys.seal(secret.value, binding());
    keyId = fresh.keyId();
    sealed = fresh.text();
  }

  /** Binds the encrypted text to this row. */
  private String binding() {
    return "trigger-secret/" + id + "/" + triggerId + "/" + purpose.label();
  }

  /** Whether the secret is valid at this time. */
  public boolean isValidAt(Instant now) {
    return retiresAt == null || now.isBefore(retiresAt);
  }

  /** Sets the end of the validity. Keeps an earlier end. */
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

  /** Returns the digest of a URL's id; null for other purposes. */
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
