package drawbridge.workspace.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One secret of a workspace, stored as a salted digest. */
@Entity
@Table(name = "inbound_secret")
public class InboundSecret {

  @Id private String id;

  @Column(name = "workspace_id")
  private String workspaceId;

  private String salt;
  private String digest;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "last_used_at")
  private @Nullable Instant lastUsedAt;

  @Column(name = "retires_at")
  private @Nullable Instant retiresAt;

  protected InboundSecret() {}

  /** Stores the digest of the secret, with the id as salt. */
  public InboundSecret(String id, String workspaceId, String secret, Instant createdAt) {
    this.id = id;
    this.workspaceId = workspaceId;
    this.salt = id;
    this.digest = digest(id, secret);
    this.createdAt = createdAt;
  }

  /** Whether the text is the secret. Compares in constant time. */
  public boolean matches(String secret) {
    return MessageDigest.isEqual(
        digest.getBytes(StandardCharsets.US_ASCII),
        digest(salt, secret).getBytes(StandardCharsets.US_ASCII));
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

  private static String digest(String salt, String secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }

  public String id() {
    return id;
  }

  public String workspaceId() {
    return workspaceId;
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
