package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Condition;
import drawbridge.workflow.model.DurationValue;
import drawbridge.workflow.model.TaskBody;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Executes a {@code try}: attempts {@code @n}, delays {@code @n+}, the catch's flow {@code !}. */
final class TryTask {

  private final TaskExecution execution;
  private final TaskBody.Try step;

  TryTask(TaskExecution execution, TaskBody.Try step) {
    this.execution = execution;
    this.step = step;
  }

  TaskResult run() throws LeaseLost {
    Optional<TaskBody.Retry> retry = step.caught().retry();
    Instant first =
        retry.flatMap(TaskBody.Retry::within).isPresent()
            ? execution.journalledStart("try", true)
            : execution.now();
    for (int attempt = 1; ; attempt++) {
      TaskResult result = attempt(attempt);
      if (!(result instanceof TaskResult.Failed failed) || !isCaught(failed.problem())) {
        return TaskRunner.left(result);
      }
      JsonNode error = failed.problem().error();
      FlowContext aware = execution.frame().with(step.caught().as(), error);
      if (retry.isEmpty() || !mayRetry(retry.get(), attempt, first, execution.in(aware))) {
        return caught(aware);
      }
      TaskResult delayed = delay(retry.get(), attempt, error);
      if (!(delayed instanceof TaskResult.Done)) {
        return delayed;
      }
    }
  }

  private TaskResult attempt(int attempt) throws LeaseLost {
    String key = execution.key() + "@" + attempt;
    FlowContext frame = execution.frame().attempt(attempt);
    Optional<DurationValue> limit = step.caught().retry().flatMap(TaskBody.Retry::attemptTimeout);
    return limit.isEmpty()
        ? flow(key, frame)
        : timed(new TaskExecution(execution.task(), key, execution.input(), frame), limit.get());
  }

  private TaskResult flow(String key, FlowContext frame) throws LeaseLost {
    return execution
        .run()
        .tasks()
        .walk(step.flow(), key, execution.input(), frame, execution.in(frame));
  }

  /** Executes an attempt with a time limit. A timeout is final, also when a child ends later. */
  private TaskResult timed(TaskExecution attempt, DurationValue limit) throws LeaseLost {
    StepRecord old = attempt.old();
    if (old != null && old.status() == StepRecord.Status.FAILED && old.error() != null) {
      return new TaskResult.Failed(TaskError.of(old.error(), execution.task()));
    }
    String what =
        "attempt " + attempt.frame().attempt() + " of task '" + execution.task().name() + "'";
    Instant start = attempt.journalledStart("attempt", true);
    Deadline mine = new Deadline(start.plus(execution.length(limit)), what, false);
    TaskResult result = flow(attempt.key(), attempt.frame().until(mine));
    if (!(result instanceof TaskResult.Failed failed) || failed.problem().deadline() != mine) {
      return result;
    }
    TaskError problem = failed.problem().withoutDeadline();
    var late =
        attempt.record("attempt", StepRecord.Status.FAILED, null, null, problem.error(), null);
    execution.run().journal().note(late);
    return new TaskResult.Failed(problem);
  }

  /** Returns whether the catch handles an error: never limits, nor timeouts of enclosing parts. */
  private boolean isCaught(TaskError problem) {
    if (problem.isFinal() || problem.deadline() != null) {
      return false;
    }
    TaskBody.Catch caught = step.caught();
    for (var member : caught.with().entrySet()) {
      if (!isSame(member.getValue(), problem.error().get(member.getKey()))) {
        return false;
      }
    }
    TaskExecution aware = execution.in(execution.frame().with(caught.as(), problem.error()));
    return passes(caught.when(), caught.exceptWhen(), aware);
  }

  private static boolean isSame(JsonNode wanted, @Nullable JsonNode found) {
    return found != null
        && ((wanted.isNumber() && found.isNumber())
            ? wanted.decimalValue().compareTo(found.decimalValue()) == 0
            : wanted.equals(found));
  }

  private static boolean passes(
      Optional<Condition> when, Optional<Condition> exceptWhen, TaskExecution aware) {
    return (when.isEmpty() || when.get().holds(aware.scope()))
        && (exceptWhen.isEmpty() || !exceptWhen.get().holds(aware.scope()));
  }

  /** Returns whether to retry. A journalled delay is a decision; a refusal must be final, too. */
  private boolean mayRetry(TaskBody.Retry retry, int attempt, Instant first, TaskExecution aware) {
    if (execution.run().journal().find(delayKey(attempt)) != null) {
      return true;
    }
    if (retry.attempts().isPresent() && attempt > retry.attempts().get()) {
      return false;
    }
    if (retry.within().isPresent()) {
      Instant next = execution.run().ports().clock().instant().plus(growing(retry, attempt));
      if (next.isAfter(first.plus(execution.length(retry.within().get())))) {
        return false;
      }
    }
    return passes(retry.when(), retry.exceptWhen(), aware);
  }

  private String delayKey(int attempt) {
    return execution.key() + "@" + attempt + "+";
  }

  private TaskResult delay(TaskBody.Retry retry, int attempt, JsonNode error) throws LeaseLost {
    FlowContext frame = execution.frame().attempt(attempt);
    if (frame.isStopped()) {
      return TaskResult.STOPPED;
    }
    TaskExecution pause =
        new TaskExecution(execution.task(), delayKey(attempt), execution.input(), frame);
    StepRecord old = pause.old();
    Instant due = old == null ? null : old.dueAt();
    if (due == null) {
      due = pause.now().plus(growing(retry, attempt)).plus(jitter(retry));
    }
    return SimpleTasks.until(due, pause, "retry", error);
  }

  private Duration growing(TaskBody.Retry retry, int attempt) {
    Duration delay = retry.delay().map(execution::length).orElse(Duration.ZERO);
    double factor =
        switch (retry.backoff()) {
          case CONSTANT -> 1;
          case LINEAR -> attempt;
          case EXPONENTIAL -> Math.pow(2, attempt - 1);
        };
    double millis =
        Math.min((double) delay.toMillis() * factor, (double) Duration.ofDays(36_500).toMillis());
    return Duration.ofMillis((long) millis);
  }

  private Duration jitter(TaskBody.Retry retry) {
    if (retry.jitterTo().isEmpty()) {
      return Duration.ZERO;
    }
    long from = retry.jitterFrom().map(execution::length).orElse(Duration.ZERO).toMillis();
    long to = Math.max(from, execution.length(retry.jitterTo().get()).toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(from, to + 1));
  }

  private TaskResult caught(FlowContext aware) throws LeaseLost {
    if (step.caught().flow().isEmpty()) {
      return TaskResult.done(execution.input());
    }
    return TaskRunner.left(
        execution
            .run()
            .tasks()
            .walk(
                step.caught().flow().get(),
                execution.key() + "!",
                execution.input(),
                aware,
                execution.in(aware)));
  }
}
