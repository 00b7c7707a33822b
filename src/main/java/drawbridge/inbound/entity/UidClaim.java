package drawbridge.inbound.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An accepted uid of a workspace and the run that it started (D1). Inserted in the transaction of
 * the run, outlives the run (D4), and is never updated through this entity.
 */
@Entity
@Table(name = "uid_claim")
@IdClass(UidClaim.Key.class)
public class UidClaim {

  @Id
  @Column(name = "workspace_id")
  private String workspaceId;

  @Id private String uid;

  @Column(name = "run_id")
  private String runId;

  private String fingerprint;

  @Column(name = "accepted_at")
  private Instant acceptedAt;

  private int conflicts;

  protected UidClaim() {}

  /**
   * A claim to insert.
   *
   * @param runId the run that the uid starts when the claim succeeds
   * @param fingerprint of the order's payload
   */
  public UidClaim(
      String workspaceId, String uid, String runId, String fingerprint, Instant acceptedAt) {
    this.workspaceId = workspaceId;
    this.uid = uid;
    this.runId = runId;
    this.fingerprint = fingerprint;
    this.acceptedAt = acceptedAt;
  }

  /** The primary key. */
  public static class Key implements Serializable {
    private String workspaceId = "";
    private String uid = "";

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && workspaceId.equals(that.workspaceId)
          && uid.equals(that.uid);
    }

    @Override
    public int hashCode() {
      return Objects.hash(workspaceId, uid);
    }
  }

  public String workspaceId() {
    return workspaceId;
  }

  public String uid() {
    return uid;
  }

  public String runId() {
    return runId;
  }

  public String fingerprint() {
    return fingerprint;
  }

  public Instant acceptedAt() {
    return acceptedAt;
  }

  /** Returns how many duplicates had another payload (D5). */
  public int conflicts() {
    return conflicts;
  }
}
