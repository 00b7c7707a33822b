package drawbridge.inbound.trigger.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trigger by its name: what it starts, and whether it does. */
@Entity
@Table(name = "trigger")
public class Trigger {

  /** The longest name. */
  public static final int LONGEST_NAME = 200;

  @Id private String id;

  @Column(name = "workspace_id")
  private String workspaceId;

  private String name;
  private String setup;
  private boolean disabled;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "changed_at")
  private Instant changedAt;

  /** Written past the entity, since every request would be a change. */
  @Column(name = "last_seen_at", insertable = false, updatable = false)
  private @Nullable Instant lastSeenAt;

  @Column(name = "last_outcome", insertable = false, updatable = false)
  private @Nullable String lastOutcome;

  @Version
  @Column(name = "row_version")
  private long rowVersion;

  protected Trigger() {}

  public Trigger(String id, String workspaceId, String name, Instant createdAt, String setup) {
    this.id = id;
    this.workspaceId = workspaceId;
    this.name = name;
    this.setup = setup;
    this.createdAt = createdAt;
    this.changedAt = createdAt;
  }

  /** From now on requests are taken by this setup. */
  public void setUp(String newSetup, Instant now) {
    setup = newSetup;
    changedAt = now;
  }

  /** Takes requests again, or does not; idempotent. */
  public void enable(boolean isEnabled, Instant now) {
    if (disabled == isEnabled) {
      disabled = !isEnabled;
      changedAt = now;
    }
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

  /** A {@link Setup} as its JSON text. */
  public String setup() {
    return setup;
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

  /** When somebody last called its address, whatever came of it; some seconds late. */
  public @Nullable Instant lastSeenAt() {
    return lastSeenAt;
  }

  /** What came of it: see {@code Sightings}. */
  public @Nullable String lastOutcome() {
    return lastOutcome;
  }

  /** Another one for another setup. */
  public long rowVersion() {
    return rowVersion;
  }
}
