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
final class Leaves {

  private Leaves() {}

  static Result set(TaskBody.Set set, Visit visit) {
    JsonNode value;
    if (visit.isDone()) {
      value = stored(visit);
    } else {
      Result barred = visit.barred();
      if (barred != null) {
        return barred;
      }
      value = set.value().resolve(visit.scope());
      note(visit, "set", value);
    }
    if (value.isObject()) {
      States states = visit.frame().branch().states;
      for (var member : value.properties()) {
        states.value(member.getKey(), member.getValue());
      }
    }
    return Result.done(value);
  }

  /** The record's output is the name of the case, or null: nobody need ask again what held. */
  static Result choose(TaskBody.Switch choice, Visit visit) {
    TaskBody.Switch.@Nullable Case taken;
    if (visit.isDone()) {
      taken = named(choice, stored(visit).asText());
    } else {
      Result barred = visit.barred();
      if (barred != null) {
        return barred;
      }
      taken = firstThatHolds(choice, visit);
      note(visit, "switch", taken == null ? NullNode.getInstance() : new TextNode(taken.name()));
    }
    return new Result.Done(visit.input(), taken == null ? null : taken.then());
  }

  private static TaskBody.Switch.@Nullable Case named(TaskBody.Switch choice, String name) {
    for (TaskBody.Switch.Case each : choice.cases()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return null;
  }

  private static TaskBody.Switch.@Nullable Case firstThatHolds(TaskBody.Switch choice, Visit visit) {
    for (TaskBody.Switch.Case each : choice.cases()) {
      if (each.when().isEmpty() || each.when().get().holds(visit.scope())) {
        return each;
      }
    }
    return null;
  }

  static Result raise(TaskBody.Raise raise, Visit visit) {
    Result barred = visit.barred();
    if (barred != null) {
      return barred;
    }
    ObjectNode error = Json.object();
    JsonNode given = raise.error().resolve(visit.scope());
    for (String name : new String[] {"type", "status", "title", "detail", "instance"}) {
      if (given.has(name)) {
        error.set(name, given.get(name));
      }
    }
    if (!error.has("instance")) {
      error.put("instance", visit.task().pointer());
    }
    visit.run().journal().note(visit.record("raise", Status.FAILED, null, null, error, null));
    return new Result.Failed(Problem.of(error, visit.task()));
  }

  static Result pause(TaskBody.Wait pause, Visit visit) throws RunTaken {
    StepRecord old = visit.old();
    Instant due = old == null ? null : old.dueAt();
    if (due == null) {
      due = visit.now().plus(visit.length(pause.span()));
    }
    return until(due, visit, "wait", null);
  }

  /**
   * Waits on the record of this visit: done when due, else committed and suspended (X5). A due time
   * at or before the deadline wins, however late it is looked at.
   */
  static Result until(Instant due, Visit visit, String kind, @Nullable JsonNode error)
      throws RunTaken {
    if (visit.isDone()) {
      return Result.done(visit.input());
    }
    Deadline deadline = visit.frame().deadline();
    Result barred = visit.barred();
    if (barred != null && (deadline.at.isBefore(due) || !deadline.isPast(visit.now()))) {
      return barred;
    }
    if (!due.isAfter(visit.now())) {
      visit.run().journal().note(visit.record(kind, Status.DONE, null, null, error, due));
      return Result.done(visit.input());
    }
    if (visit.old() == null) {
      visit.run().journal().commit(visit.record(kind, Status.WAITING, null, null, error, due));
    }
    return new Result.Suspended(Deadline.earlier(due, deadline.at));
  }

  static JsonNode stored(Visit visit) {
    JsonNode output = Objects.requireNonNull(visit.old()).output();
    return output == null ? NullNode.getInstance() : output;
  }

  private static void note(Visit visit, String kind, JsonNode output) {
    visit.run().journal().note(visit.record(kind, Status.DONE, null, output, null, null));
  }
}
