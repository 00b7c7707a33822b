package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Scope;
import drawbridge.run.interpreter.StepRecord.Status;
import drawbridge.workflow.model.DurationValue;
import drawbridge.workflow.model.Task;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One execution of one task. Used by one thread. */
final class TaskExecution {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Task task;
  private final String key;
  private final FlowContext frame;
  private final Instant now;
  private final @Nullable StepRecord old;
  private final JsonNode input;
  private @Nullable JsonNode output;

  TaskExecution(Task task, String key, JsonNode input, FlowContext frame) {
    this(
        task,
        key,
        input,
        frame,
        frame.run().ports().clock().instant(),
        frame.run().journal().find(key));
  }

  private TaskExecution(
      Task task,
      String key,
      JsonNode input,
      FlowContext frame,
      Instant now,
      @Nullable StepRecord old) {
    this.task = task;
    this.key = key;
    this.input = input;
    this.frame = frame;
    this.now = now;
    this.old = old;
  }

  TaskExecution with(JsonNode transformed) {
    return new TaskExecution(task, key, transformed, frame, now, old);
  }

  TaskExecution in(FlowContext other) {
    return new TaskExecution(task, key, input, other, now, old);
  }

  Task task() {
    return task;
  }

  String key() {
    return key;
  }

  FlowContext frame() {
    return frame;
  }

  RunContext run() {
    return frame.run();
  }

  Instant now() {
    return now;
  }

  JsonNode input() {
    return input;
  }

  @Nullable JsonNode output() {
    return output;
  }

  void finishedWith(JsonNode raw) {
    output = raw;
  }

  /** Returns the record of an earlier execution; null when there is none. */
  @Nullable StepRecord old() {
    return old;
  }

  boolean isDone() {
    return old != null && old.status() == Status.DONE;
  }

  /**
   * Returns the stored error, or the timeout of a passed deadline; null when the task may start.
   */
  @Nullable TaskResult obstacle() {
    if (old != null && old.status() == Status.FAILED && old.error() != null) {
      return new TaskResult.Failed(TaskError.of(old.error(), task));
    }
    return frame.deadline().isPast(now)
        ? new TaskResult.Failed(TaskError.late(frame.deadline(), task))
        : null;
  }

  Scope scope() {
    return scope(input, null);
  }

  Scope scope(JsonNode dot, @Nullable JsonNode secrets) {
    return new Scope(
        dot, ExpressionRoots.roots(this, secrets), ExpressionRoots.variables(this, secrets));
  }

  Duration length(DurationValue span) {
    Duration length = span.in(scope());
    return length.compareTo(LONGEST) > 0 ? LONGEST : length;
  }

  /** Returns the first start of this task; notes it for a container without a record. */
  Instant journalledStart(String kind, boolean container) {
    if (old != null) {
      return old.startedAt();
    }
    if (container) {
      run().journal().note(record(kind, Status.STARTED, null, null, null, null));
    }
    return now;
  }

  StepRecord record(
      String kind,
      Status status,
      @Nullable JsonNode shown,
      @Nullable JsonNode result,
      @Nullable JsonNode error,
      @Nullable Instant dueAt) {
    boolean ended = status == Status.DONE || status == Status.FAILED;
    Instant startedAt = old == null ? now : old.startedAt();
    Instant endedAt = ended ? run().ports().clock().instant() : null;
    return new StepRecord(
        key,
        task.name(),
        kind,
        status,
        frame.attempt(),
        shown,
        result,
        error,
        dueAt,
        startedAt,
        endedAt);
  }

  TaskResult failed(TaskError.Kind kind, String detail) {
    return new TaskResult.Failed(TaskError.of(kind, detail, task));
  }

  TaskResult limit(String limit, Object most) {
    return new TaskResult.Failed(TaskError.limit(limit, most, task));
  }
}
