package drawbridge.run.entity;

import drawbridge.platform.trace.TraceContext;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workflow.model.Semantics;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One execution of one workflow version. Transitions check the state; JSON is stored as text. */
@Entity
@Table(name = "run")
public class Run {

  @Id private String id;

  @Column(name = "workspace_id")
  private String workspaceId;

  @Column(name = "workflow_id")
  private String workflowId;

  @Column(name = "workflow_name")
  private String workflowName;

  @Column(name = "version_id")
  private String versionId;

  @Column(name = "version")
  private int version;

  private @Nullable String uid;

  @Column(name = "request_id")
  private String requestId;

  @Enumerated(EnumType.STRING)
  private RunState state;

  @Column(name = "state_values")
  private String stateValues;

  private String runtime;
  private @Nullable String output;
  private @Nullable String states;
  private @Nullable String problem;

  @Column(name = "due_at")
  private @Nullable Instant dueAt;

  private @Nullable String node;
  private int epoch;

  private int losses;

  @Column(name = "cancel_requested")
  private boolean cancelRequested;

  @Column(name = "parent_run")
  private @Nullable String parentRun;

  @Column(name = "parent_step")
  private @Nullable String parentStep;

  private int depth;

  @Column(name = "replay_of")
  private @Nullable String replayOf;

  @Column(name = "bulk_replay")
  private @Nullable String bulkReplay;

  private @Nullable String issue;

  private @Nullable String traceparent;
  private @Nullable String tracestate;

  private int semantics;

  @Column(name = "accepted_at")
  private Instant acceptedAt;

  @Column(name = "started_at")
  private @Nullable Instant startedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Version
  @Column(name = "row_version")
  private long rowVersion;

  @Transient private @Nullable RequestTree request;

  protected Run() {}

  /** Makes a queued run that is due at once. */
  public Run(NewRun run, Instant acceptedAt) {
    this.id = run.id();
    this.workspaceId = run.workspaceId();
    this.workflowId = run.workflow().workflowId();
    this.workflowName = run.workflow().name();
    this.versionId = run.workflow().versionId();
    this.version = run.workflow().version();
    this.uid = run.uid().orElse(null);
    this.requestId = run.requestId();
    this.state = RunState.QUEUED;
    this.stateValues = run.stateValues();
    this.runtime = run.runtime();
    this.parentRun = run.parent().map(NewRun.Parent::runId).orElse(null);
    this.parentStep = run.parent().map(NewRun.Parent::stepKey).orElse(null);
    this.depth = run.parent().map(NewRun.Parent::depth).orElse(0);
    this.replayOf = run.replayOf().orElse(null);
    this.bulkReplay = run.bulkReplay().orElse(null);
    this.traceparent = run.trace().map(TraceContext::traceparent).orElse(null);
    this.tracestate = run.trace().map(TraceContext::tracestate).orElse(null);
    this.request = run.request().orElse(null);
    this.semantics = Semantics.CURRENT.number();
    this.acceptedAt = acceptedAt;
    this.dueAt = acceptedAt;
  }

  /** Starts or resumes the run on a node, under a new epoch that fences off older leases. */
  public void begin(String byNode, Instant now) {
    become(RunState.RUNNING);
    node = byNode;
    epoch++;
    dueAt = null;
    if (startedAt == null) {
      startedAt = now;
    }
  }

  /** Returns whether the lease of that epoch is still valid. */
  public boolean isHeldUnder(int heldEpoch) {
    return state == RunState.RUNNING && epoch == heldEpoch;
  }

  /**
   * Returns the run to its lane without a loss.
   *
   * @param until when the run is due; null to wait for its children only
   */
  public void park(@Nullable Instant until) {
    become(RunState.WAITING);
    node = null;
    dueAt = until;
  }

  /** Returns the run of a dead node to its lane, and counts the loss. */
  public void lose(Instant now) {
    park(now);
    losses++;
  }

  /** Makes a waiting run due; false, without an effect, in other states. */
  public boolean wake(Instant now) {
    boolean isWaiting = state == RunState.WAITING;
    dueAt = isWaiting ? now : dueAt;
    return isWaiting;
  }

  public void end(Ending ending) {
    become(ending.state());
    node = null;
    dueAt = null;
    output = ending.output();
    states = ending.states();
    problem = ending.problem();
    endedAt = ending.at();
    issue = ending.failure().map(it -> it.issue(workspaceId, workflowId)).orElse(null);
  }

  /** Requests a cancellation; has no effect on a run that has ended. */
  public void requestCancel() {
    cancelRequested = !state.isFinal();
  }

  private void become(RunState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException("run " + id + " is " + state + " and cannot become " + next);
    }
    state = next;
  }

  public String id() {
    return id;
  }

  public String workspaceId() {
    return workspaceId;
  }

  /** Returns the version that the run executes (X1). */
  public PinnedVersion pinned() {
    return new PinnedVersion(workflowId, workflowName, versionId, version);
  }

  public String workflowId() {
    return workflowId;
  }

  public String workflowName() {
    return workflowName;
  }

  public String versionId() {
    return versionId;
  }

  public int version() {
    return version;
  }

  public @Nullable String uid() {
    return uid;
  }

  public String requestId() {
    return requestId;
  }

  public RunState state() {
    return state;
  }

  public String stateValues() {
    return stateValues;
  }

  public String runtime() {
    return runtime;
  }

  public @Nullable String output() {
    return output;
  }

  /** Returns the states at the end, for a parent. */
  public @Nullable String states() {
    return states;
  }

  public @Nullable String problem() {
    return problem;
  }

  public @Nullable Instant dueAt() {
    return dueAt;
  }

  public @Nullable String node() {
    return node;
  }

  public int epoch() {
    return epoch;
  }

  /** Returns the number of nodes that died while they executed the run. */
  public int losses() {
    return losses;
  }

  public boolean isCancelRequested() {
    return cancelRequested;
  }

  public @Nullable String parentRun() {
    return parentRun;
  }

  public @Nullable String parentStep() {
    return parentStep;
  }

  public int depth() {
    return depth;
  }

  public @Nullable String replayOf() {
    return replayOf;
  }

  /** Returns the id of the bulk replay that started the run; null for other runs. */
  public @Nullable String bulkReplay() {
    return bulkReplay;
  }

  /**
   * Returns the id of the {@link Issue} of a failed run; null for other runs, and for those that
   * ended before there were issues.
   */
  public @Nullable String issue() {
    return issue;
  }

  public Optional<TraceContext> trace() {
    String parent = traceparent;
    return parent == null ? Optional.empty() : Optional.of(new TraceContext(parent, tracestate));
  }

  /**
   * Returns what expressions see of the request, of a run that its own transaction inserts; empty
   * for runs that are read from the store.
   */
  public Optional<RequestTree> request() {
    return Optional.ofNullable(request);
  }

  /** Returns the semantics that the run began with. */
  public Semantics semantics() {
    return Semantics.of(semantics);
  }

  public Instant acceptedAt() {
    return acceptedAt;
  }

  public @Nullable Instant startedAt() {
    return startedAt;
  }

  public @Nullable Instant endedAt() {
    return endedAt;
  }
}
