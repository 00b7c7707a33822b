package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.compute.Turn;
import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import drawbridge.run.journal.StepRecord.Status;
import drawbridge.workflow.model.TaskBody;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Executes a {@code run: workflow}. The journal has {@code runId} and, for an awaited child, {@code
 * output} and {@code states}. A task that does not await its child outputs its input, as the DSL
 * says.
 */
final class RunWorkflowTask {

  private static final String KIND = "run";

  private RunWorkflowTask() {}

  static TaskResult run(TaskBody.RunWorkflow step, TaskExecution execution) throws LeaseLost {
    if (execution.isDone()) {
      return done(step, execution, execution.stored());
    }
    StepRecord old = execution.old();
    if (old != null && old.status() == Status.WAITING && old.output() != null) {
      return poll(step, execution, UUID.fromString(old.output().path("runId").asText()));
    }
    TaskResult obstacle = execution.obstacle();
    return obstacle == null ? start(step, execution) : obstacle;
  }

  private static TaskResult start(TaskBody.RunWorkflow step, TaskExecution execution)
      throws LeaseLost {
    RunContext run = execution.run();
    int depth = run.input().depth() + 1;
    int deepest = run.ports().limits().childDepth();
    if (depth > deepest) {
      return execution.limit("child depth", deepest);
    }
    ValueTypes types = new ValueTypes(run.input().semantics());
    String name = types.text("workflow.name", step.name().resolve(execution.scope())).asText();
    JsonNode input = step.input().resolve(execution.scope());
    ObjectNode shown = Json.object().put("workflow", name).put("version", step.version());
    shown.set("input", input);
    if (execution.old() == null) {
      execution.commit(KIND, Status.STARTED, shown, null);
    }
    var order =
        new Children.Order(
            run.input().runId(), execution.key(), name, step.version(), input, depth);
    Optional<UUID> child = Turn.whilePaused(() -> run.ports().children().start(order));
    if (child.isEmpty()) {
      String detail =
          "This workspace has no workflow '" + name + "', version '" + step.version() + "'.";
      return failed(execution, TaskError.Kind.CONFIGURATION, detail);
    }
    ObjectNode result = Json.object().put("runId", child.get().toString());
    execution.commit(KIND, step.await() ? Status.WAITING : Status.DONE, shown, result);
    return step.await() ? poll(step, execution, child.get()) : done(step, execution, result);
  }

  private static TaskResult poll(TaskBody.RunWorkflow step, TaskExecution execution, UUID child)
      throws LeaseLost {
    Children children = execution.run().ports().children();
    Outcome outcome = Turn.whilePaused(() -> children.poll(child)).orElse(null);
    if (outcome instanceof Outcome.Succeeded ended) {
      ObjectNode result = Json.object().put("runId", child.toString());
      result.set("output", ended.output());
      result.set("states", ended.states());
      execution.commit(KIND, Status.DONE, execution.shown(), result);
      return done(step, execution, result);
    } else if (outcome instanceof Outcome.Failed ended) {
      TaskError problem = problem(execution, child, ended.problem());
      return execution.commitFailure(KIND, execution.shown(), problem);
    } else if (outcome instanceof Outcome.Cancelled) {
      return failed(execution, TaskError.Kind.RUNTIME, "child run " + child + " was cancelled");
    }
    TaskResult obstacle = execution.obstacle();
    if (obstacle != null) {
      return obstacle;
    }
    execution.run().awaited().add(child);
    return new TaskResult.Suspended(execution.frame().deadline().at);
  }

  /** Returns the child's problem with its type, status and title, without its limit. */
  private static TaskError problem(TaskExecution execution, UUID child, JsonNode problem) {
    ObjectNode error = TaskError.members(problem, List.of("type", "status", "title"));
    error.put("detail", "child run " + child + " failed: " + problem.path("detail").asText());
    return TaskError.of(error.put("instance", execution.task().pointer()), execution.task());
  }

  private static TaskResult failed(TaskExecution execution, TaskError.Kind kind, String detail)
      throws LeaseLost {
    return execution.commitFailure(
        KIND, execution.shown(), TaskError.of(kind, detail, execution.task()));
  }

  private static TaskResult done(
      TaskBody.RunWorkflow step, TaskExecution execution, JsonNode result) {
    if (!step.await()) {
      boolean isOld = execution.run().input().semantics().returnsRunIdOfChild();
      return TaskResult.done(isOld ? result : execution.input());
    }
    execution.frame().branch().states.child(execution.task().name(), result.path("states"));
    return TaskResult.done(step.returns() ? result.path("output") : NullNode.getInstance());
  }
}
