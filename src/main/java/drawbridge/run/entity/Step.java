package drawbridge.run.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step in a run's journal (X2). */
@Entity
@Table(name = "step")
@IdClass(Step.Key.class)
public class Step {

  @Id
  @Column(name = "run_id")
  private String runId;

  @Id
  @Column(name = "step_key")
  private String key;

  private int position;
  private String task;
  private String kind;
  private String status;
  private int attempt;
  private @Nullable String input;
  private @Nullable String output;
  private @Nullable String error;

  @Column(name = "due_at")
  private @Nullable Instant dueAt;

  @Column(name = "started_at")
  private Instant startedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  protected Step() {}

  /**
   * @param position order of the first write within the run, from 0
   */
  public Step(Key key, int position, String task, String kind, int attempt, Instant startedAt) {
    this.runId = key.runId;
    this.key = key.key;
    this.position = position;
    this.task = task;
    this.kind = kind;
    this.attempt = attempt;
    this.startedAt = startedAt;
  }

  public void proceed(
      String newStatus,
      @Nullable String newInput,
      @Nullable String newOutput,
      @Nullable String newError,
      @Nullable Instant newDueAt,
      @Nullable Instant newEndedAt) {
    status = newStatus;
    input = newInput == null ? input : newInput;
    output = newOutput;
    error = newError;
    dueAt = newDueAt;
    endedAt = newEndedAt;
  }

  /** Returns a copy of the step for the journal of another run. */
  public Step copy(Key otherKey, int otherPosition) {
    Step copy = new Step(otherKey, otherPosition, task, kind, attempt, startedAt);
    copy.proceed(status, input, output, error, dueAt, endedAt);
    return copy;
  }

  /** Identifies a step: run and step key. */
  public static class Key implements Serializable {
    String runId;
    String key;

    protected Key() {
      this("", "");
    }

    public Key(String runId, String key) {
      this.runId = runId;
      this.key = key;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && runId.equals(that.runId) && key.equals(that.key);
    }

    @Override
    public int hashCode() {
      return Objects.hash(runId, key);
    }
  }

  public String runId() {
    return runId;
  }

  public String key() {
    return key;
  }

  public int position() {
    return position;
  }

  public String task() {
    return task;
  }

  public String kind() {
    return kind;
  }

  public String status() {
    return status;
  }

  public int attempt() {
    return attempt;
  }

  public @Nullable String input() {
    return input;
  }

  public @Nullable String output() {
    return output;
  }

  public @Nullable String error() {
    return error;
  }

  public @Nullable Instant dueAt() {
    return dueAt;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public @Nullable Instant endedAt() {
    return endedAt;
  }
}
