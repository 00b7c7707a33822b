package drawbridge.workspace.entity;

import drawbridge.platform.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/** One secret of a workspace, stored as a salted digest. */
@Entity
@Table(name = "inbound_secret")
public class InboundSecret extends RotatedSecret {

  @Column(name = "workspace_id")
  private String workspaceId;

  private String salt;
  private String digest;

  protected InboundSecret() {}

  /** Stores the digest of the secret, with the id as salt. */
  public InboundSecret(String id, String workspaceId, String secret, Instant createdAt) {
    super(id, createdAt);
    this.workspaceId = workspaceId;
    this.salt = id;
    this.digest = digest(id, secret);
  }

  /** Whether the text is the secret. Compares in constant time. */
  public boolean matches(String secret) {
    return MessageDigest.isEqual(
        digest.getBytes(StandardCharsets.US_ASCII),
        digest(salt, secret).getBytes(StandardCharsets.US_ASCII));
  }

  private static String digest(String salt, String secret) {
    return Sha256.hex((salt + '\0' + secret).getBytes(StandardCharsets.UTF_8));
  }

  public String workspaceId() {
    return workspaceId;
  }
}
