package drawbridge.inbound.trigger.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trigger of a workspace. */
@Entity
@Table(name = "trigger")
public class Trigger extends SwitchableRow {

  /** The most characters of a name. */
  public static final int LONGEST_NAME = 200;

  private String setup;

  /** Written by {@code TriggerUsage}, so that requests do not change the row version. */
  @Column(name = "last_seen_at", insertable = false, updatable = false)
  private @Nullable Instant lastSeenAt;

  @Column(name = "last_outcome", insertable = false, updatable = false)
  private @Nullable String lastOutcome;

  @Column(name = "window_until")
  private @Nullable Instant windowUntil;

  /** Written by {@code TriggerUsage}, like the last request. */
  @Column(name = "lease_until", insertable = false, updatable = false)
  private @Nullable Instant leaseUntil;

  protected Trigger() {}

  public Trigger(String id, String workspaceId, String name, Instant createdAt, String setup) {
    super(id, workspaceId, name, createdAt);
    this.setup = setup;
  }

  /** Replaces the setup, and closes the window. */
  public void setUp(String newSetup, Instant now) {
    setup = newSetup;
    windowUntil = null;
    changed(now);
  }

  /** Lets a handshake hand over one secret until then (T5). */
  public void openWindow(Instant end) {
    windowUntil = end;
  }

  /** Lets no handshake hand over a secret; idempotent. */
  public void closeWindow() {
    windowUntil = null;
  }

  /** Whether a handshake may hand over a secret now. */
  public boolean isWindowOpen(Instant now) {
    return windowUntil != null && now.isBefore(windowUntil);
  }

  /** Returns the JSON text of a setup. */
  public String setup() {
    return setup;
  }

  /** Returns the time of the last request, a few seconds late. */
  public @Nullable Instant lastSeenAt() {
    return lastSeenAt;
  }

  /** Returns the outcome of the last request: see {@code TriggerUsage}. */
  public @Nullable String lastOutcome() {
    return lastOutcome;
  }

  /** Returns the end of the window for a secret; null when it is closed. */
  public @Nullable Instant windowUntil() {
    return windowUntil;
  }

  /** Returns the end of the subscription at the provider, a few seconds late; null when unknown. */
  public @Nullable Instant leaseUntil() {
    return leaseUntil;
  }
}
