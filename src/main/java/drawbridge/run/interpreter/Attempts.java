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

/**
 * One visit of a {@code try}: attempts {@code @n}, delays {@code @n+}, the catch's flow {@code !}.
 */
final class Attempts {

  private final Visit visit;
  private final TaskBody.Try step;

  Attempts(Visit visit, TaskBody.Try step) {
    this.visit = visit;
    this.step = step;
  }

  Result run() throws RunTaken {
    Optional<TaskBody.Retry> retry = step.caught().retry();
    Instant first =
        retry.flatMap(TaskBody.Retry::within).isPresent()
            ? visit.journalledStart("try", true)
            : visit.now();
    for (int attempt = 1; ; attempt++) {
      Result result = attempt(attempt);
      if (!(result instanceof Result.Failed failed) || !isCaught(failed.problem())) {
        return Tasks.left(result);
      }
      JsonNode error = failed.problem().error();
      Frame aware = visit.frame().with(step.caught().as(), error);
      if (retry.isEmpty() || !mayRetry(retry.get(), attempt, first, visit.in(aware))) {
        return caught(aware);
      }
      Result delayed = delay(retry.get(), attempt, error);
      if (!(delayed instanceof Result.Done)) {
        return delayed;
      }
    }
  }

  private Result attempt(int attempt) throws RunTaken {
    String key = visit.key() + "@" + attempt;
    Frame frame = visit.frame().attempt(attempt);
    Optional<DurationValue> limit = step.caught().retry().flatMap(TaskBody.Retry::attemptTimeout);
    return limit.isEmpty()
        ? flow(key, frame)
        : timed(new Visit(visit.task(), key, visit.input(), frame), limit.get());
  }

  private Result flow(String key, Frame frame) throws RunTaken {
    return visit.run().tasks().walk(step.flow(), key, visit.input(), frame, visit.in(frame));
  }

  /** An attempt that ran out of time stays so, even if a child of it has ended since. */
  private Result timed(Visit attempt, DurationValue limit) throws RunTaken {
    StepRecord old = attempt.old();
    if (old != null && old.status() == StepRecord.Status.FAILED && old.error() != null) {
      return new Result.Failed(Problem.of(old.error(), visit.task()));
    }
    String what = "attempt " + attempt.frame().attempt() + " of task '" + visit.task().name() + "'";
    Instant start = attempt.journalledStart("attempt", true);
    Deadline mine = new Deadline(start.plus(visit.length(limit)), what, false);
    Result result = flow(attempt.key(), attempt.frame().until(mine));
    if (!(result instanceof Result.Failed failed) || failed.problem().deadline() != mine) {
      return result;
    }
    Problem problem = failed.problem().withoutDeadline();
    var late =
        attempt.record("attempt", StepRecord.Status.FAILED, null, null, problem.error(), null);
    visit.run().journal().note(late);
    return new Result.Failed(problem);
  }

  /** Limits, and time-outs of what is around this task, pass every catch. */
  private boolean isCaught(Problem problem) {
    if (problem.isFinal() || problem.deadline() != null) {
      return false;
    }
    TaskBody.Catch caught = step.caught();
    for (var member : caught.with().entrySet()) {
      if (!isSame(member.getValue(), problem.error().get(member.getKey()))) {
        return false;
      }
    }
    Visit aware = visit.in(visit.frame().with(caught.as(), problem.error()));
    return passes(caught.when(), caught.exceptWhen(), aware);
  }

  private static boolean isSame(JsonNode wanted, @Nullable JsonNode found) {
    return found != null
        && ((wanted.isNumber() && found.isNumber())
            ? wanted.decimalValue().compareTo(found.decimalValue()) == 0
            : wanted.equals(found));
  }

  private static boolean passes(
      Optional<Condition> when, Optional<Condition> exceptWhen, Visit aware) {
    return (when.isEmpty() || when.get().holds(aware.scope()))
        && (exceptWhen.isEmpty() || !exceptWhen.get().holds(aware.scope()));
  }

  /** A delay that is journalled was decided; else the answer must not turn from no to yes later. */
  private boolean mayRetry(TaskBody.Retry retry, int attempt, Instant first, Visit aware) {
    if (visit.run().journal().find(delayKey(attempt)) != null) {
      return true;
    }
    if (retry.attempts().isPresent() && attempt > retry.attempts().get()) {
      return false;
    }
    if (retry.within().isPresent()) {
      Instant next = visit.run().ports().clock().instant().plus(growing(retry, attempt));
      if (next.isAfter(first.plus(visit.length(retry.within().get())))) {
        return false;
      }
    }
    return passes(retry.when(), retry.exceptWhen(), aware);
  }

  private String delayKey(int attempt) {
    return visit.key() + "@" + attempt + "+";
  }

  private Result delay(TaskBody.Retry retry, int attempt, JsonNode error) throws RunTaken {
    Frame frame = visit.frame().attempt(attempt);
    if (frame.isStopped()) {
      return Result.STOPPED;
    }
    Visit pause = new Visit(visit.task(), delayKey(attempt), visit.input(), frame);
    StepRecord old = pause.old();
    Instant due = old == null ? null : old.dueAt();
    if (due == null) {
      due = pause.now().plus(growing(retry, attempt)).plus(jitter(retry));
    }
    return Leaves.until(due, pause, "retry", error);
  }

  private Duration growing(TaskBody.Retry retry, int attempt) {
    Duration delay = retry.delay().map(visit::length).orElse(Duration.ZERO);
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
    long from = retry.jitterFrom().map(visit::length).orElse(Duration.ZERO).toMillis();
    long to = Math.max(from, visit.length(retry.jitterTo().get()).toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(from, to + 1));
  }

  private Result caught(Frame aware) throws RunTaken {
    if (step.caught().flow().isEmpty()) {
      return Result.done(visit.input());
    }
    return Tasks.left(
        visit
            .run()
            .tasks()
            .walk(
                step.caught().flow().get(),
                visit.key() + "!",
                visit.input(),
                aware,
                visit.in(aware)));
  }
}
