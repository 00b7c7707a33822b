package drawbridge.admin.replay.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The outcome of one run of a bulk replay. The primary key permits one for each run. */
@Entity
@Table(name = "bulk_replay_run")
@IdClass(BulkReplayRun.Key.class)
public class BulkReplayRun {

  @Id
  @Column(name = "bulk_replay_id")
  private String bulkReplayId;

  @Id private String original;

  @Enumerated(EnumType.STRING)
  private BulkRunOutcome outcome;

  private @Nullable String replay;
  private @Nullable String reason;

  protected BulkReplayRun() {}

  private BulkReplayRun(
      String bulkReplayId,
      String original,
      BulkRunOutcome outcome,
      @Nullable String replay,
      @Nullable String reason) {
    this.bulkReplayId = bulkReplayId;
    this.original = original;
    this.outcome = outcome;
    this.replay = replay;
    this.reason = reason;
  }

  /** Returns the outcome of a run that was replayed as the run {@code replay}. */
  public static BulkReplayRun replayed(String bulkReplayId, String original, String replay) {
    return new BulkReplayRun(bulkReplayId, original, BulkRunOutcome.REPLAYED, replay, null);
  }

  /** Returns the outcome of a run that needs no replay. */
  public static BulkReplayRun skipped(String bulkReplayId, String original, String reason) {
    return new BulkReplayRun(bulkReplayId, original, BulkRunOutcome.SKIPPED, null, reason);
  }

  /** Returns the outcome of a run that cannot be replayed. */
  public static BulkReplayRun impossible(String bulkReplayId, String original, String reason) {
    return new BulkReplayRun(bulkReplayId, original, BulkRunOutcome.IMPOSSIBLE, null, reason);
  }

  public String original() {
    return original;
  }

  public BulkRunOutcome outcome() {
    return outcome;
  }

  /** Returns the id of the new run; null when there is none. */
  public @Nullable String replay() {
    return replay;
  }

  /** Returns why there is no new run, for operators; null when there is one. */
  public @Nullable String reason() {
    return reason;
  }

  /** The ids of the bulk replay and the original run. */
  public static class Key implements Serializable {
    String bulkReplayId;
    String original;

    protected Key() {
      this("", "");
    }

    public Key(String bulkReplayId, String original) {
      this.bulkReplayId = bulkReplayId;
      this.original = original;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && key.bulkReplayId.equals(bulkReplayId)
          && key.original.equals(original);
    }

    @Override
    public int hashCode() {
      return Objects.hash(bulkReplayId, original);
    }
  }
}
