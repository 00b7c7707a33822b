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
 * A wish to repeat all the runs that a query finds, and how far it is. It first counts them, and
 * then goes through them again, from the oldest on.
 */
@Entity
@Table(name = "bulk_replay")
public class BulkReplay {

  /** As much of its rate as it may catch up on: a bulk replay is not worked on to the moment. */
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

  /** One that is due at once, over the runs that are there now. */
  public BulkReplay(String workspaceId, String query, ReplayRequest wish, Instant now) {
    this.id = Ids.next(now.toEpochMilli());
    this.workspaceId = workspaceId;
    this.query = query;
    this.latest = wish.isLatest();
    this.skipSucceeded = wish.skipSucceeded();
    this.rate = wish.rate();
    this.askedBy = wish.askedBy().orElse(null);
    this.state = BulkState.RUNNING;
    this.untilRun = Ids.floor(now.plusMillis(1));
    this.progress = Progress.none();
    this.dueAt = now;
    this.startedAt = now;
  }

  /** Whether a part of it may be done. */
  public boolean isDue(Instant now) {
    return state == BulkState.RUNNING && !dueAt.isAfter(now);
  }

  /** Some more runs were counted; {@code isAll} of them, when there are no more. */
  public void count(long more, String upTo, boolean isAll) {
    progress.count(more, upTo, isAll);
  }

  /** Notes what became of some runs, and from when on the next ones may be repeated. */
  public void advance(List<BulkReplayRun> repetitions, String upTo, Instant now) {
    long before = progress.done();
    progress.advance(repetitions, upTo);
    Instant from = now.minus(LATE).isAfter(dueAt) ? now.minus(LATE) : dueAt;
    dueAt = from.plus(Duration.ofSeconds(progress.done() - before).dividedBy(rate));
  }

  /** Has looked at every run. */
  public void end(Instant now) {
    end(BulkState.DONE, now);
  }

  /** Repeats no more; what was repeated goes on. False when it has ended. */
  public boolean cancel(Instant now) {
    boolean isOpen = !state.isFinal();
    if (isOpen) {
      end(BulkState.CANCELLED, now);
    }
    return isOpen || state == BulkState.CANCELLED;
  }

  private void end(BulkState last, Instant now) {
    state = last;
    endedAt = now;
  }

  /** Waits until it is resumed. False when it has ended. */
  public boolean pause() {
    return become(BulkState.PAUSED);
  }

  /** Goes on. False when it has ended. */
  public boolean resume() {
    return become(BulkState.RUNNING);
  }

  private boolean become(BulkState next) {
    if (!state.isFinal()) {
      state = next;
    }
    return !state.isFinal();
  }

  /** When the last run is repeated, at the earliest; empty while it cannot be said. */
  public Optional<Instant> estimatedEnd(Instant now) {
    return state == BulkState.RUNNING && progress.total() != null
        ? Optional.of(now.plus(Duration.ofSeconds(progress.left()).dividedBy(rate)))
        : Optional.empty();
  }

  /** Runs that were counted, and that retention had removed when their turn came. */
  public long removed() {
    return state == BulkState.DONE ? progress.left() : 0;
  }

  public String id() {
    return id;
  }

  public String workspaceId() {
    return workspaceId;
  }

  /** What it looks for, as a JSON object. */
  public String query() {
    return query;
  }

  public ReplayRequest wish() {
    return new ReplayRequest(latest, skipSucceeded, rate, Optional.ofNullable(askedBy));
  }

  public BulkState state() {
    return state;
  }

  /** Sorts behind every run that it may repeat, and not behind those that it opens. */
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
