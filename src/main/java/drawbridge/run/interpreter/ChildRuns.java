package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import drawbridge.run.interpreter.StepRecord.Status;
import drawbridge.workflow.model.TaskBody;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code run: workflow}. The stored output is an object of {@code runId} and, of an awaited child,
 * {@code output} and {@code states}.
 */
final class ChildRuns {

  private static final String KIND = "run";

  private ChildRuns() {}

  static Result run(TaskBody.RunWorkflow step, Visit visit) throws RunTaken {
    if (visit.isDone()) {
      return done(step, visit, Leaves.stored(visit));
    }
    StepRecord old = visit.old();
    if (old != null && old.status() == Status.WAITING && old.output() != null) {
      return poll(step, visit, UUID.fromString(old.output().path("runId").asText()));
    }
    Result barred = visit.barred();
    return barred == null ? start(step, visit) : barred;
  }

  private static Result start(TaskBody.RunWorkflow step, Visit visit) throws RunTaken {
    Interpretation run = visit.run();
    int depth = run.input().depth() + 1;
    if (depth > run.limits().childDepth()) {
      return visit.limit("child depth", run.limits().childDepth());
    }
    String name = step.name().resolve(visit.scope()).asText();
    JsonNode input = step.input().resolve(visit.scope());
    ObjectNode shown = Json.object().put("workflow", name).put("version", step.version());
    shown.set("input", input);
    if (visit.old() == null) {
      run.journal().commit(visit.record(KIND, Status.STARTED, shown, null, null, null));
    }
    Children.Start start =
        run.ports()
            .children()
            .start(
                new Children.Order(
                    run.input().runId(), visit.key(), name, step.version(), input, depth));
    if (start instanceof Children.Start.Unknown unknown) {
      return failed(visit, Problem.of(Problem.Kind.CONFIGURATION, unknown.detail(), visit.task()));
    }
    UUID child = ((Children.Start.Started) start).childId();
    ObjectNode result = Json.object().put("runId", child.toString());
    Status status = step.await() ? Status.WAITING : Status.DONE;
    run.journal().commit(visit.record(KIND, status, shown, result, null, null));
    return step.await() ? poll(step, visit, child) : done(step, visit, result);
  }

  private static Result poll(TaskBody.RunWorkflow step, Visit visit, UUID child) throws RunTaken {
    Children.State state = visit.run().ports().children().poll(child);
    if (state instanceof Children.State.Succeeded ended) {
      ObjectNode result = Json.object().put("runId", child.toString());
      result.set("output", ended.output());
      result.set("states", ended.states());
      visit
          .run()
          .journal()
          .commit(visit.record(KIND, Status.DONE, shown(visit), result, null, null));
      return done(step, visit, result);
    } else if (state instanceof Children.State.Failed ended) {
      return failed(visit, problem(visit, child, ended.problem()));
    } else if (state instanceof Children.State.Cancelled) {
      String detail = "child run " + child + " was cancelled";
      return failed(visit, Problem.of(Problem.Kind.RUNTIME, detail, visit.task()));
    }
    Result barred = visit.barred();
    if (barred != null) {
      return barred;
    }
    visit.run().awaited().add(child);
    return new Result.Suspended(visit.frame().deadline().at);
  }

  private static @Nullable JsonNode shown(Visit visit) {
    StepRecord old = visit.run().journal().find(visit.key());
    return old == null ? null : old.input();
  }

  /**
   * The child's type, status and title stay, so that filters see them; limits are the child's own.
   */
  private static Problem problem(Visit visit, UUID child, JsonNode problem) {
    ObjectNode error = Json.object();
    for (String name : new String[] {"type", "status", "title"}) {
      if (problem.has(name)) {
        error.set(name, problem.get(name));
      }
    }
    error.put("detail", "child run " + child + " failed: " + problem.path("detail").asText());
    return Problem.of(error.put("instance", visit.task().pointer()), visit.task());
  }

  private static Result failed(Visit visit, Problem problem) throws RunTaken {
    visit
        .run()
        .journal()
        .commit(visit.record(KIND, Status.FAILED, shown(visit), null, problem.error(), null));
    return new Result.Failed(problem);
  }

  private static Result done(TaskBody.RunWorkflow step, Visit visit, JsonNode result) {
    if (!step.await()) {
      return Result.done(result);
    }
    visit.frame().branch().states.child(visit.task().name(), result.path("states"));
    return Result.done(result.path("output"));
  }
}
