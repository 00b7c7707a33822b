package drawbridge.admin.replay.entity;

import drawbridge.platform.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bulk replay: a query, how to replay the matching runs, and the progress. Counts the runs first,
 * then replays them from the oldest on.
 */
@Entity
@Table(name = "bulk_replay")
public class BulkReplay {

  /** Maximum delay that the rate makes up for. Batches start late by the polling interval. */
  private static final Duration LATE = Duration.ofSeconds(1);

  @Id private String id;

  @Column(name = "workspace_id")
  private String workspaceId;

  private String query;
  private boolean latest;

  @Column(name = "skip_succeeded")
  private boolean skipSucceeded;

  private int rate;

  @Column(name = "asked_by")
  private @Nullable String askedBy;

  @Enumerated(EnumType.STRING)
  private BulkState state;

  @Column(name = "until_run")
  private String untilRun;

  @Embedded private Progress progress;

  @Column(name = "due_at")
  private Instant dueAt;

  @Column(name = "started_at")
  private Instant startedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Version
  @Column(name = "row_version")
  private long rowVersion;

  protected BulkReplay() {}

  /** Creates a bulk replay that is due at once and covers the runs that exist now. */
  public BulkReplay(String workspaceId, String query, ReplayRequest request, Instant now) {
    this.id = Ids.next(now.toEpochMilli());
    this.workspaceId = workspaceId;
    this.query = query;
    this.latest = request.isLatest();
    this.skipSucceeded = request.skipSucceeded();
    this.rate = request.rate();
    this.askedBy = request.askedBy().orElse(null);
    this.state = BulkState.RUNNING;
    this.untilRun = Ids.floor(now.plusMillis(1));
    this.progress = Progress.none();
    this.dueAt = now;
    this.startedAt = now;
  }

  /** Returns whether the next batch may run. */
  public boolean isDue(Instant now) {
    return state == BulkState.RUNNING && !dueAt.isAfter(now);
  }

  /** Adds counted runs; {@code isAll} is true after the last run. */
  public void count(long more, String upTo, boolean isAll) {
    progress.count(more, upTo, isAll);
  }

  /** Records the outcomes of a batch and computes when the next batch is due. */
  public void advance(List<BulkReplayRun> outcomes, String upTo, Instant now) {
    long before = progress.done();
    progress.advance(outcomes, upTo);
    Instant from = now.minus(LATE).isAfter(dueAt) ? now.minus(LATE) : dueAt;
    dueAt = from.plus(Duration.ofSeconds(progress.done() - before).dividedBy(rate));
  }

  /**
   * Changes the state, unless the replay has ended. Runs that a cancelled replay has started
   * continue.
   *
   * @return whether the replay has the next state now
   */
  public boolean become(BulkState next, Instant now) {
    if (!state.isFinal()) {
      state = next;
      endedAt = next.isFinal() ? now : null;
    }
    return state == next;
  }

  /**
   * Returns the earliest time of the last replayed run; empty unless the replay is running and its
   * runs are counted.
   */
  public Optional<Instant> estimatedEnd(Instant now) {
    return state == BulkState.RUNNING && progress.total() != null
        ? Optional.of(now.plus(Duration.ofSeconds(progress.left()).dividedBy(rate)))
        : Optional.empty();
  }

  /**
   * Returns how many counted runs retention removed before their replay; 0 until the replay is
   * done.
   */
  public long removed() {
    return state == BulkState.DONE ? progress.left() : 0;
  }

  public String id() {
    return id;
  }

  public String workspaceId() {
    return workspaceId;
  }

  /** Returns the filters as a JSON object. */
  public String query() {
    return query;
  }

  public ReplayRequest request() {
    return new ReplayRequest(latest, skipSucceeded, rate, Optional.ofNullable(askedBy));
  }

  public BulkState state() {
    return state;
  }

  /**
   * Returns an id that sorts after every run that the replay covers, and not after those that it
   * creates.
   */
  public String untilRun() {
    return untilRun;
  }

  public Progress progress() {
    return progress;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public @Nullable Instant endedAt() {
    return endedAt;
  }
}
