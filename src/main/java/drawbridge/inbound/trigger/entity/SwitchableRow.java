package drawbridge.inbound.trigger.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;

/** A named row of a workspace that operators change, enable and disable. */
@MappedSuperclass
public abstract class SwitchableRow {

  @Id private String id;

  @Column(name = "workspace_id")
  private String workspaceId;

  private String name;
  private boolean disabled;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "changed_at")
  private Instant changedAt;

  @Version
  @Column(name = "row_version")
  private long rowVersion;

  protected SwitchableRow() {}

  SwitchableRow(String id, String workspaceId, String name, Instant createdAt) {
    this.id = id;
    this.workspaceId = workspaceId;
    this.name = name;
    this.createdAt = createdAt;
    this.changedAt = createdAt;
  }

  /** Enables or disables the row; idempotent. A disabled row lets no request in. */
  public void enable(boolean isEnabled, Instant now) {
    if (disabled == isEnabled) {
      disabled = !isEnabled;
      changedAt = now;
    }
  }

  /** Records a change of the content. */
  void changed(Instant now) {
    changedAt = now;
  }

  public String id() {
    return id;
  }

  public String workspaceId() {
    return workspaceId;
  }

  public String name() {
    return name;
  }

  public boolean isDisabled() {
    return disabled;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant changedAt() {
    return changedAt;
  }

  /** Returns the version, which changes with each change. */
  public long rowVersion() {
    return rowVersion;
  }
}
