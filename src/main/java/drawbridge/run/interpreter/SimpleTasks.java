package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import drawbridge.run.journal.StepRecord.Status;
import drawbridge.workflow.model.TaskBody;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes tasks without outside effects: {@code set}, {@code switch}, {@code raise}, {@code wait}.
 */
final class SimpleTasks {

  private SimpleTasks() {}

  static TaskResult set(TaskBody.Set set, TaskExecution execution) {
    JsonNode value;
    if (execution.isDone()) {
      value = execution.stored();
    } else {
      TaskResult obstacle = execution.obstacle();
      if (obstacle != null) {
        return obstacle;
      }
      value = set.value().resolve(execution.scope());
      TaskResult excess = execution.excess(value);
      if (excess != null) {
        return excess;
      }
      execution.note("set", Status.DONE, value);
    }
    if (value.isObject()) {
      States states = execution.frame().branch().states;
      for (var member : value.properties()) {
        states.value(member.getKey(), member.getValue());
      }
    }
    return TaskResult.done(value);
  }

  /** Executes a {@code switch}; its record keeps the name of the chosen case, or null. */
  static TaskResult choose(TaskBody.Switch choice, TaskExecution execution) {
    TaskBody.Switch.@Nullable Case taken;
    if (execution.isDone()) {
      String name = execution.stored().textValue(); // null when no case held
      taken =
          choice.cases().stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    } else {
      TaskResult obstacle = execution.obstacle();
      if (obstacle != null) {
        return obstacle;
      }
      taken = firstMatch(choice, execution);
      execution.note(
          "switch",
          Status.DONE,
          taken == null ? NullNode.getInstance() : new TextNode(taken.name()));
    }
    return new TaskResult.Done(execution.input(), taken == null ? null : taken.then());
  }

  private static TaskBody.Switch.@Nullable Case firstMatch(
      TaskBody.Switch choice, TaskExecution execution) {
    for (TaskBody.Switch.Case each : choice.cases()) {
      if (each.when().isEmpty() || execution.holds(each.when().get())) {
        return each;
      }
    }
    return null;
  }

  static TaskResult raise(TaskBody.Raise raise, TaskExecution execution) {
    TaskResult obstacle = execution.obstacle();
    if (obstacle != null) {
      return obstacle;
    }
    JsonNode resolved = raise.error().resolve(execution.scope());
    ValueTypes types = new ValueTypes(execution.run().input().semantics());
    types.text("error.type", resolved.path("type"));
    ObjectNode error =
        TaskError.members(resolved, List.of("type", "status", "title", "detail", "instance"));
    for (String text : List.of("title", "detail", "instance")) {
      if (error.has(text)) {
        types.check("error." + text, error.get(text));
      }
    }
    if (!error.has("instance")) {
      error.put("instance", execution.task().pointer());
    }
    return execution.noteFailure("raise", null, TaskError.of(error, execution.task()));
  }

  static TaskResult pause(TaskBody.Wait pause, TaskExecution execution) throws LeaseLost {
    StepRecord old = execution.old();
    Instant due = old == null ? null : old.dueAt();
    if (due == null) {
      due = execution.now().plus(execution.length(pause.duration()));
    }
    return until(due, execution, "wait", null);
  }

  /**
   * Waits for a due time: done when it is reached, otherwise committed and suspended (X5). A due
   * time up to the deadline precedes a timeout, however late the run is resumed.
   */
  static TaskResult until(
      Instant due, TaskExecution execution, String kind, @Nullable JsonNode error)
      throws LeaseLost {
    if (execution.isDone()) {
      return TaskResult.done(execution.input());
    }
    Deadline deadline = execution.frame().deadline();
    TaskResult obstacle = execution.obstacle();
    if (obstacle != null && (deadline.at.isBefore(due) || !deadline.isPast(execution.now()))) {
      return obstacle;
    }
    if (!due.isAfter(execution.now())) {
      execution.run().journal().note(execution.record(kind, Status.DONE, null, null, error, due));
      return TaskResult.done(execution.input());
    }
    if (execution.old() == null) {
      StepRecord wait = execution.record(kind, Status.WAITING, null, null, error, due);
      execution.run().journal().commit(wait);
    }
    return new TaskResult.Suspended(Deadline.earlier(due, deadline.at));
  }
}
