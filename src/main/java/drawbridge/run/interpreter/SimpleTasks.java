package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.Json;
import drawbridge.run.interpreter.StepRecord.Status;
import drawbridge.workflow.model.TaskBody;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Steps without an effect outside: {@code set}, {@code switch}, {@code raise}, {@code wait}. */
final class SimpleTasks {

  private SimpleTasks() {}

  static TaskResult set(TaskBody.Set set, TaskExecution execution) {
    JsonNode value;
    if (execution.isDone()) {
      value = stored(execution);
    } else {
      TaskResult barred = execution.barred();
      if (barred != null) {
        return barred;
      }
      value = set.value().resolve(execution.scope());
      note(execution, "set", value);
    }
    if (value.isObject()) {
      States states = execution.frame().branch().states;
      for (var member : value.properties()) {
        states.value(member.getKey(), member.getValue());
      }
    }
    return TaskResult.done(value);
  }

  /** The record's output is the name of the case, or null: nobody need ask again what held. */
  static TaskResult choose(TaskBody.Switch choice, TaskExecution execution) {
    TaskBody.Switch.@Nullable Case taken;
    if (execution.isDone()) {
      taken = named(choice, stored(execution).asText());
    } else {
      TaskResult barred = execution.barred();
      if (barred != null) {
        return barred;
      }
      taken = firstThatHolds(choice, execution);
      note(
          execution, "switch", taken == null ? NullNode.getInstance() : new TextNode(taken.name()));
    }
    return new TaskResult.Done(execution.input(), taken == null ? null : taken.then());
  }

  private static TaskBody.Switch.@Nullable Case named(TaskBody.Switch choice, String name) {
    for (TaskBody.Switch.Case each : choice.cases()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return null;
  }

  private static TaskBody.Switch.@Nullable Case firstThatHolds(
      TaskBody.Switch choice, TaskExecution execution) {
    for (TaskBody.Switch.Case each : choice.cases()) {
      if (each.when().isEmpty() || each.when().get().holds(execution.scope())) {
        return each;
      }
    }
    return null;
  }

  static TaskResult raise(TaskBody.Raise raise, TaskExecution execution) {
    TaskResult barred = execution.barred();
    if (barred != null) {
      return barred;
    }
    ObjectNode error = Json.object();
    JsonNode given = raise.error().resolve(execution.scope());
    for (String name : new String[] {"type", "status", "title", "detail", "instance"}) {
      if (given.has(name)) {
        error.set(name, given.get(name));
      }
    }
    if (!error.has("instance")) {
      error.put("instance", execution.task().pointer());
    }
    execution
        .run()
        .journal()
        .note(execution.record("raise", Status.FAILED, null, null, error, null));
    return new TaskResult.Failed(TaskError.of(error, execution.task()));
  }

  static TaskResult pause(TaskBody.Wait pause, TaskExecution execution) throws LeaseLost {
    StepRecord old = execution.old();
    Instant due = old == null ? null : old.dueAt();
    if (due == null) {
      due = execution.now().plus(execution.length(pause.span()));
    }
    return until(due, execution, "wait", null);
  }

  /**
   * Waits on the record of this visit: done when due, else committed and suspended (X5). A due time
   * at or before the deadline wins, however late it is looked at.
   */
  static TaskResult until(
      Instant due, TaskExecution execution, String kind, @Nullable JsonNode error)
      throws LeaseLost {
    if (execution.isDone()) {
      return TaskResult.done(execution.input());
    }
    Deadline deadline = execution.frame().deadline();
    TaskResult barred = execution.barred();
    if (barred != null && (deadline.at.isBefore(due) || !deadline.isPast(execution.now()))) {
      return barred;
    }
    if (!due.isAfter(execution.now())) {
      execution.run().journal().note(execution.record(kind, Status.DONE, null, null, error, due));
      return TaskResult.done(execution.input());
    }
    if (execution.old() == null) {
      execution
          .run()
          .journal()
          .commit(execution.record(kind, Status.WAITING, null, null, error, due));
    }
    return new TaskResult.Suspended(Deadline.earlier(due, deadline.at));
  }

  static JsonNode stored(TaskExecution execution) {
    JsonNode output = Objects.requireNonNull(execution.old()).output();
    return output == null ? NullNode.getInstance() : output;
  }

  private static void note(TaskExecution execution, String kind, JsonNode output) {
    execution.run().journal().note(execution.record(kind, Status.DONE, null, output, null, null));
  }
}
