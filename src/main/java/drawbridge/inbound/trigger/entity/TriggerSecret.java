package drawbridge.inbound.trigger.entity;

import drawbridge.platform.Sha256;
import drawbridge.provider.vault.Keyring;
import drawbridge.provider.vault.SealedSecret;
import drawbridge.workspace.entity.RotatedSecret;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One encrypted secret of a trigger. The API shows only ids of URLs again. During a rotation,
 * several secrets of one purpose are valid.
 */
@Entity
@Table(name = "trigger_secret")
public class TriggerSecret extends RotatedSecret {

  /**
   * Sorts by end, then by id. The secret of the last rotation ends last or never. Ids of one
   * millisecond are unordered.
   */
  public static final Comparator<TriggerSecret> OLDEST_FIRST =
      Comparator.comparing(
              TriggerSecret::retiresAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(TriggerSecret::id);

  @Column(name = "trigger_id")
  private String triggerId;

  @Enumerated(EnumType.STRING)
  private Purpose purpose;

  private @Nullable String digest;

  @Column(name = "key_id")
  private String keyId;

  private String sealed;
  private boolean readable;

  protected TriggerSecret() {}

  /** Encrypts the secret with the current key. */
  public TriggerSecret(
      String id,
      String triggerId,
      Purpose purpose,
      Instant createdAt,
      String secret,
      Keyring keys) {
    super(id, createdAt);
    this.triggerId = triggerId;
    this.purpose = purpose;
    this.digest = purpose == Purpose.ADDRESS ? digest(secret) : null;
    seal(secret, keys);
  }

  /** Returns the SHA-256 of the id in a URL, as hexadecimal digits. */
  public static String digest(String address) {
    return Sha256.hex(address.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the newest id of a URL among the secrets of one trigger. */
  public static Optional<TriggerSecret> addressOf(List<TriggerSecret> secrets) {
    return secrets.stream().filter(secret -> secret.purpose == Purpose.ADDRESS).max(OLDEST_FIRST);
  }

  /** Decrypts the secret; empty without its key, or when the row was tampered with. */
  public Optional<String> open(Keyring keys) {
    return keys.open(new SealedSecret(keyId, sealed), binding());
  }

  /** Lets an operator read the secret once. */
  public void makeReadable() {
    readable = true;
  }

  /** Whether an operator may read the secret, which {@link #readOnce} ends. */
  public boolean isReadable() {
    return readable;
  }

  /** Decrypts a readable secret, which is not readable afterwards; empty for any other. */
  public Optional<String> readOnce(Keyring keys) {
    Optional<String> secret = readable ? open(keys) : Optional.empty();
    readable = readable && secret.isEmpty();
    return secret;
  }

  /** Encrypts the secret with the current key. False when it cannot be decrypted. */
  public boolean reseal(Keyring keys) {
    Optional<String> secret = open(keys);
    secret.ifPresent(value -> seal(value, keys));
    return secret.isPresent();
  }

  private void seal(String secret, Keyring keys) {
    SealedSecret fresh = keys.seal(secret, binding());
    keyId = fresh.keyId();
    sealed = fresh.text();
  }

  /** Binds the encrypted text to this row. */
  private String binding() {
    return "trigger-secret/" + id() + "/" + triggerId + "/" + purpose.label();
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
}
