package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.Condition;
import drawbridge.expression.ResolutionFailure;
import drawbridge.expression.Scope;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.JsonBytes;
import drawbridge.platform.json.JsonLimits;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import drawbridge.run.journal.StepRecord.Status;
import drawbridge.run.outbound.UsedSecrets;
import drawbridge.workflow.model.DurationValue;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.schema.DataSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One execution of one task.
 *
 * @param input what {@code input.from} made of the given input
 * @param given the input that the task was given
 * @param now start of this execution
 * @param old record of an earlier execution; null when there is none
 */
record TaskExecution(
    Task task,
    String key,
    JsonNode input,
    JsonNode given,
    FlowContext frame,
    Instant now,
    @Nullable StepRecord old) {

  static final Duration LONGEST = Duration.ofDays(36_500);

  TaskExecution(Task task, String key, JsonNode input, FlowContext frame) {
    this(
        task,
        key,
        input,
        input,
        frame,
        frame.run().ports().clock().instant(),
        frame.run().journal().find(key));
  }

  TaskExecution with(JsonNode transformed) {
    return new TaskExecution(task, key, transformed, given, frame, now, old);
  }

  TaskExecution in(FlowContext other) {
    return new TaskExecution(task, key, input, given, other, now, old);
  }

  RunContext run() {
    return frame.run();
  }

  boolean isDone() {
    return old != null && old.status() == Status.DONE;
  }

  /** Returns the output of a done step. */
  JsonNode stored() {
    JsonNode output = Objects.requireNonNull(old).output();
    return output == null ? NullNode.getInstance() : output;
  }

  /** Returns the failure that the journal has; null when there is none. */
  @Nullable TaskResult storedFailure() {
    return old != null && old.status() == Status.FAILED && old.error() != null
        ? new TaskResult.Failed(TaskError.stored(old.error(), task, run().input().definition()))
        : null;
  }

  /** Returns the stored failure, or the timeout of a passed deadline; null for a task to start. */
  @Nullable TaskResult obstacle() {
    TaskResult failure = storedFailure();
    return failure == null && frame.deadline().isPast(now)
        ? new TaskResult.Failed(TaskError.late(frame.deadline(), task))
        : failure;
  }

  Scope scope() {
    return scope(input, null, null, null);
  }

  Scope scopeWith(JsonNode secrets) {
    return scope(input, null, null, secrets);
  }

  /**
   * Returns the scope after the task, in which {@code .} is the output.
   *
   * @param raw what the task made, before {@code output.as}
   */
  Scope scopeAfter(JsonNode output, JsonNode raw) {
    return scope(output, output, raw, null);
  }

  private Scope scope(
      JsonNode dot, @Nullable JsonNode output, @Nullable JsonNode raw, @Nullable JsonNode secrets) {
    return new Scope(
        dot,
        new ExpressionRoots(this, true, output, raw, secrets),
        new ExpressionRoots(this, false, output, raw, secrets));
  }

  /**
   * Evaluates a condition, which may compare secrets; their values stay in it (E5).
   *
   * @throws ResolutionFailure also when a secret is not configured
   */
  boolean holds(Condition condition) {
    UsedSecrets secrets = new UsedSecrets(run().ports().secrets());
    boolean holds = condition.holds(scopeWith(secrets));
    if (!secrets.absent().isEmpty()) {
      String names = secrets.absent().stream().sorted().collect(Collectors.joining("', '"));
      throw new ResolutionFailure(
          "the secret '" + names + "' is not configured (drawbridge.secrets.<name>)");
    }
    return holds;
  }

  /** Returns {@code $task} (E5). */
  JsonNode described(@Nullable JsonNode raw) {
    ObjectNode described = Json.object().put("name", task.name()).put("reference", task.pointer());
    described.set("definition", run().input().definition().document().at(task.pointer()));
    described.set("input", given);
    if (raw != null) {
      described.set("output", raw);
    }
    return described.set("startedAt", RunContext.time(old == null ? now : old.startedAt()));
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
      note(kind, Status.STARTED, null);
    }
    return now;
  }

  /** Returns the input that the journal has; null when there is none. */
  @Nullable JsonNode shown() {
    StepRecord record = run().journal().find(key);
    return record == null ? null : record.input();
  }

  void note(String kind, Status status, @Nullable JsonNode result) {
    run().journal().note(record(kind, status, null, result, null, null));
  }

  TaskResult noteFailure(String kind, @Nullable JsonNode shown, TaskError problem) {
    run().journal().note(record(kind, Status.FAILED, shown, null, problem.error(), null));
    return new TaskResult.Failed(problem);
  }

  void commit(String kind, Status status, @Nullable JsonNode shown, @Nullable JsonNode result)
      throws LeaseLost {
    run().journal().commit(record(kind, status, shown, result, null, null));
  }

  TaskResult commitFailure(String kind, @Nullable JsonNode shown, TaskError problem)
      throws LeaseLost {
    run().journal().commit(record(kind, Status.FAILED, shown, null, problem.error(), null));
    return new TaskResult.Failed(problem);
  }

  StepRecord record(
      String kind,
      Status status,
      @Nullable JsonNode shown,
      @Nullable JsonNode result,
      @Nullable JsonNode error,
      @Nullable Instant dueAt) {
    boolean ended = status == Status.DONE || status == Status.FAILED;
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
        old == null ? now : old.startedAt(),
        ended ? run().ports().clock().instant() : null);
  }

  TaskResult failed(TaskError.Kind kind, String detail) {
    return new TaskResult.Failed(TaskError.of(kind, detail, task));
  }

  /** Returns the error of data that does not fit its schema (X23); null when it fits. */
  @Nullable TaskError unfit(String what, Optional<DataSchema> schema, JsonNode data) {
    List<Fault> faults = schema.map(it -> it.faults(data)).orElse(List.of());
    return faults.isEmpty() ? null : TaskError.unfit(what, faults, task);
  }

  /**
   * Returns the failure of a value that has more bytes than a step may keep (X7); null for one that
   * it may keep.
   *
   * @throws ResolutionFailure for a value beyond the limits of JSON
   */
  @Nullable TaskResult excess(JsonNode value) {
    checked(value);
    int most = run().ports().limits().output();
    return JsonBytes.of(value, most) > most ? limit("output per step", most) : null;
  }

  /**
   * Returns a value that a run may keep.
   *
   * @throws ResolutionFailure for a value beyond the limits of JSON
   */
  static JsonNode checked(JsonNode value) {
    JsonLimits.fault(value)
        .ifPresent(
            fault -> {
              throw new ResolutionFailure("the value cannot be kept: " + fault);
            });
    return value;
  }

  TaskResult limit(String limit, Object most) {
    return new TaskResult.Failed(TaskError.limit(limit, most, task));
  }
}
