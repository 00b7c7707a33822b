package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Condition;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import drawbridge.workflow.model.DurationValue;
import drawbridge.workflow.model.TaskBody;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Executes a {@code try}: attempts {@code @n}, delays {@code @n+}, the catch's flow {@code !}. */
record TryTask(TaskExecution execution, TaskBody.Try step) {

  TaskResult run() throws LeaseLost {
    Optional<TaskBody.Retry> retry = step.caught().retry();
    Instant first =
        retry.flatMap(TaskBody.Retry::within).isPresent()
            ? execution.journalledStart("try", true)
            : execution.now();
    for (int attempt = 1; ; attempt++) {
      TaskResult result = attempt(attempt);
      if (!(result instanceof TaskResult.Failed failed)) {
        return TaskRunner.left(result);
      }
      JsonNode error = failed.problem().error();
      TaskExecution aware = execution.in(execution.frame().with(step.caught().as(), error));
      if (!isCaught(failed.problem(), aware)) {
        return failed;
      }
      if (retry.isEmpty()) {
        return caught(aware);
      } else if (!mayRetry(retry.get(), attempt, first, aware)) {
        return afterRetries(failed, aware);
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
        ? TaskRunner.walk(step.flow(), key, execution.in(frame))
        : timed(new TaskExecution(execution.task(), key, execution.input(), frame), limit.get());
  }

  /** Executes an attempt with a time limit. A timeout is final, also when a child ends later. */
  private TaskResult timed(TaskExecution attempt, DurationValue limit) throws LeaseLost {
    TaskResult failure = attempt.storedFailure();
    if (failure != null) {
      return failure;
    }
    String what =
        "attempt " + attempt.frame().attempt() + " of task '" + execution.task().name() + "'";
    Instant start = attempt.journalledStart("attempt", true);
    Deadline mine = new Deadline(start.plus(execution.length(limit)), what, false);
    TaskResult result =
        TaskRunner.walk(step.flow(), attempt.key(), attempt.in(attempt.frame().until(mine)));
    return result instanceof TaskResult.Failed failed && failed.problem().deadline() == mine
        ? attempt.noteFailure("attempt", null, failed.problem().withoutDeadline())
        : result;
  }

  /** Returns whether the catch handles an error: never limits, nor timeouts of enclosing parts. */
  private boolean isCaught(TaskError problem, TaskExecution aware) {
    if (problem.isFinal() || problem.deadline() != null) {
      return false;
    }
    TaskBody.Catch caught = step.caught();
    for (var member : caught.with().entrySet()) {
      if (!isSame(member.getValue(), problem.error().get(member.getKey()))) {
        return false;
      }
    }
    return passes(caught.when(), caught.exceptWhen(), aware);
  }

  private static boolean isSame(JsonNode wanted, @Nullable JsonNode found) {
    return found != null
        && ((wanted.isNumber() && found.isNumber())
            ? wanted.decimalValue().compareTo(found.decimalValue()) == 0
            : TaskError.standardType(wanted).equals(TaskError.standardType(found)));
  }

  private static boolean passes(
      Optional<Condition> when, Optional<Condition> exceptWhen, TaskExecution aware) {
    return (when.isEmpty() || aware.holds(when.get()))
        && (exceptWhen.isEmpty() || !aware.holds(exceptWhen.get()));
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
        Math.min((double) delay.toMillis() * factor, (double) TaskExecution.LONGEST.toMillis());
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

  /**
   * Executes the catch's flow, and lets the error through after it (X17). A flow that fails, ends
   * the run or waits has its own result.
   */
  private TaskResult afterRetries(TaskResult.Failed failed, TaskExecution aware) throws LeaseLost {
    TaskResult result = caught(aware);
    return result instanceof TaskResult.Done
            && !execution.run().input().semantics().forgetsErrorsAfterRetries()
        ? failed
        : result;
  }

  private TaskResult caught(TaskExecution aware) throws LeaseLost {
    return step.caught().flow().isEmpty()
        ? TaskResult.done(execution.input())
        : TaskRunner.left(
            TaskRunner.walk(step.caught().flow().get(), execution.key() + "!", aware));
  }
}
