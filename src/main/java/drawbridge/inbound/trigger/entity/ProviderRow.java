package drawbridge.inbound.trigger.entity;

import drawbridge.provider.OwnName;
import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;

/** A row that a workspace defines: a handshake or a signature scheme of its own. */
@Entity
@Table(name = "provider_row")
public class ProviderRow {

  /** The table that a row belongs to. */
  public enum Kind {
    HANDSHAKE,
    SIGNATURE;

    /** Returns the name in the API, which is the member of a setup for such a row. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a setup names a row of this kind. */
    public boolean isNamedBy(JsonObject setup, String reference) {
      return setup.get(label()) instanceof JsonObject settings
          && settings.getString(this == HANDSHAKE ? "provider" : "scheme", "").equals(reference);
    }
  }

  @Id private String id;

  @Column(name = "workspace_id")
  private String workspaceId;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private String name;
  private String content;
  private boolean disabled;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "changed_at")
  private Instant changedAt;

  @Version
  @Column(name = "row_version")
  private long rowVersion;

  protected ProviderRow() {}

  public ProviderRow(
      String id, String workspaceId, Kind kind, String name, String content, Instant createdAt) {
    this.id = id;
    this.workspaceId = workspaceId;
    this.kind = kind;
    this.name = name;
    this.content = content;
    this.createdAt = createdAt;
    this.changedAt = createdAt;
  }

  /** Replaces the content. */
  public void change(String newContent, Instant now) {
    content = newContent;
    changedAt = now;
  }

  /** Enables or disables the row; idempotent. Triggers with a disabled row refuse requests. */
  public void enable(boolean isEnabled, Instant now) {
    if (disabled == isEnabled) {
      disabled = !isEnabled;
      changedAt = now;
    }
  }

  /** Whether another row of the same workspace has the same kind and name. */
  public boolean isNamedAs(ProviderRow other) {
    return other.kind == kind && other.name.equals(name);
  }

  public String id() {
    return id;
  }

  public String workspaceId() {
    return workspaceId;
  }

  public Kind kind() {
    return kind;
  }

  /** Returns the name without prefix. */
  public String name() {
    return name;
  }

  /** Returns the name in the setup of a trigger. */
  public String reference() {
    return OwnName.PREFIX + name;
  }

  /** Returns the JSON text of the row. */
  public String content() {
    return content;
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
