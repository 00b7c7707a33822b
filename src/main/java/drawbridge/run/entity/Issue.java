package drawbridge.run.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group of failed runs of a workflow with the same {@link Failure}. Its runs name it. It holds no
 * count, so that failures do not wait for each other.
 */
@Entity
@Table(name = "issue")
public class Issue {

  @Id private String id;

  @Column(name = "workspace_id")
  private String workspaceId;

  @Column(name = "workflow_id")
  private String workflowId;

  @Column(name = "workflow_name")
  private String workflowName;

  private @Nullable String task;
  private @Nullable String type;
  private @Nullable Integer status;
  private @Nullable String title;
  private @Nullable String detail;

  @Enumerated(EnumType.STRING)
  private IssueState state;

  @Column(name = "first_at")
  private Instant firstAt;

  @Column(name = "changed_at")
  private Instant changedAt;

  @Column(name = "changed_by")
  private @Nullable String changedBy;

  @Version
  @Column(name = "row_version")
  private long rowVersion;

  protected Issue() {}

  /** Makes the issue that a failure opens. */
  public Issue(
      String workspaceId, String workflowId, String workflowName, Failure failure, Instant at) {
    this.id = failure.issue(workspaceId, workflowId);
    this.workspaceId = workspaceId;
    this.workflowId = workflowId;
    this.workflowName = workflowName;
    this.task = failure.task();
    this.type = failure.type();
    this.status = failure.status();
    this.title = failure.title();
    this.detail = failure.detail();
    this.state = IssueState.OPEN;
    this.firstAt = at;
    this.changedAt = at;
    this.rowVersion = 1;
  }

  /** Returns the issue of all failures of the workflow that have no issue of their own. */
  public Issue ofOthers() {
    return new Issue(workspaceId, workflowId, workflowName, Failure.OTHERS, firstAt);
  }

  /** Changes the state; has no effect when the issue is in it already. */
  public void become(IssueState next, String by, Instant at) {
    if (state != next) {
      state = next;
      changedAt = at;
      changedBy = by;
    }
  }

  public String id() {
    return id;
  }

  public String workspaceId() {
    return workspaceId;
  }

  public String workflowId() {
    return workflowId;
  }

  public String workflowName() {
    return workflowName;
  }

  public @Nullable String task() {
    return task;
  }

  public @Nullable String type() {
    return type;
  }

  public @Nullable Integer status() {
    return status;
  }

  public @Nullable String title() {
    return title;
  }

  public @Nullable String detail() {
    return detail;
  }

  public IssueState state() {
    return state;
  }

  /** Returns the time of the first failure, whose run retention may have removed. */
  public Instant firstAt() {
    return firstAt;
  }

  /** Returns when the issue got its state. */
  public Instant changedAt() {
    return changedAt;
  }

  /** Returns the operator who gave the issue its state; null when a failure did. */
  public @Nullable String changedBy() {
    return changedBy;
  }

  /** Returns a number that increases with each change of the state. */
  public long rowVersion() {
    return rowVersion;
  }
}
