package drawbridge.workspace.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored secret. After a rotation it stays valid until its end, beside its successor. */
@MappedSuperclass
public abstract class RotatedSecret {

  @Id private String id;

  @Column(name = "created_at")
  private Instant createdAt;

  /** Written by update statements only. */
  @Column(name = "last_used_at")
  private @Nullable Instant lastUsedAt;

  @Column(name = "retires_at")
  private @Nullable Instant retiresAt;

  protected RotatedSecret() {}

  protected RotatedSecret(String id, Instant createdAt) {
    this.id = id;
    this.createdAt = createdAt;
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
