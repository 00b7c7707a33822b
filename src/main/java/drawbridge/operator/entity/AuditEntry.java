package drawbridge.operator.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log: a change, its operator, time and outcome. */
@Entity
@Table(name = "audit")
public class AuditEntry {

  private static final int MAX_TEXT_LENGTH = 1_000;
  private static final int MAX_NAME_LENGTH = 300;

  /** The outcome of a change. A change without effect has no entry. */
  public enum Outcome {
    /** The change runs, or its outcome is unknown because the node or the store failed. */
    BEGUN,
    MADE,
    FAILED
  }

  @Id private String id;

  @Column(name = "begun_at")
  private Instant begunAt;

  private String operator;
  private String action;

  @Column(name = "workspace_id")
  private @Nullable String workspaceId;

  private String subject;
  private @Nullable String detail;

  @Enumerated(EnumType.STRING)
  private Outcome outcome;

  protected AuditEntry() {}

  /** Creates the entry of a change that starts now. Shortens long texts with an ellipsis. */
  public AuditEntry(String id, Instant begunAt, String operator, Change change) {
    this.id = id;
    this.begunAt = begunAt;
    this.operator = shortened(operator, MAX_NAME_LENGTH);
    this.action = change.action().name();
    this.workspaceId = change.workspaceId();
    this.subject = shortened(change.subject(), MAX_TEXT_LENGTH);
    @Nullable String text = change.detail();
    this.detail = text == null ? null : shortened(text, MAX_TEXT_LENGTH);
    this.outcome = Outcome.BEGUN;
  }

  private static String shortened(String text, int limit) {
    String stored = text.replace('\0', '?');
    return stored.length() <= limit ? stored : stored.substring(0, limit - 1) + "…";
  }

  public String id() {
    return id;
  }

  public Instant begunAt() {
    return begunAt;
  }

  /** Returns the name of the {@link Person} who made the change. */
  public String operator() {
    return operator;
  }

  public String action() {
    return action;
  }

  /** Returns the id of the changed workspace; empty outside of workspaces. */
  public Optional<String> workspaceId() {
    return Optional.ofNullable(workspaceId);
  }

  public String subject() {
    return subject;
  }

  public Optional<String> detail() {
    return Optional.ofNullable(detail);
  }

  public Outcome outcome() {
    return outcome;
  }

  public void end(Outcome outcome) {
    this.outcome = outcome;
  }
}
