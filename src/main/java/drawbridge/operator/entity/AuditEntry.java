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

/** One change: who made it, when, and what came of it. */
@Entity
@Table(name = "audit")
public class AuditEntry {

  private static final int LONGEST_TEXT = 1_000;
  private static final int LONGEST_NAME = 300;

  /** What came of a change. A change that changed nothing has no entry. */
  public enum Outcome {
    /** It was begun; what came of it is not known, since the node died or lost the store. */
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

  /** A change that begins now; texts that are too long end with an ellipsis. */
  public AuditEntry(String id, Instant begunAt, String operator, Change change) {
    this.id = id;
    this.begunAt = begunAt;
    this.operator = shortened(operator, LONGEST_NAME);
    this.action = change.action().name();
    this.workspaceId = change.workspaceId();
    this.subject = shortened(change.subject(), LONGEST_TEXT);
    @Nullable String words = change.detail();
    this.detail = words == null ? null : shortened(words, LONGEST_TEXT);
    this.outcome = Outcome.BEGUN;
  }

  private static String shortened(String text, int most) {
    String stored = text.replace('\0', '?');
    return stored.length() <= most ? stored : stored.substring(0, most - 1) + "…";
  }

  public String id() {
    return id;
  }

  public Instant begunAt() {
    return begunAt;
  }

  /** Who; the name of an operator, of a token's bearer, or the house itself. */
  public String operator() {
    return operator;
  }

  public String action() {
    return action;
  }

  /** Empty for what concerns no workspace. */
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

  /** Says what came of it. */
  public void end(Outcome outcome) {
    this.outcome = outcome;
  }
}
