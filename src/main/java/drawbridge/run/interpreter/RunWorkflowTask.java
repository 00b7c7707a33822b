package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import drawbridge.run.interpreter.StepRecord.Status;
import drawbridge.workflow.model.TaskBody;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Executes a {@code run: workflow}. The stored output has {@code runId} and, for an awaited child,
 * {@code output} and {@code states}.
 */
final class RunWorkflowTask {

  private static final String KIND = "run";

  private RunWorkflowTask() {}

  static TaskResult run(TaskBody.RunWorkflow step, TaskExecution execution) throws LeaseLost {
    if (execution.isDone()) {
      return done(step, execution, SimpleTasks.stored(execution));
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
    if (depth > run.limits().childDepth()) {
      return execution.limit("child depth", run.limits().childDepth());
    }
    String name = step.name().resolve(execution.scope()).asText();
    JsonNode input = step.input().resolve(execution.scope());
    ObjectNode shown = Json.object().put("workflow", name).put("version", step.version());
    shown.set("input", input);
    if (execution.old() == null) {
      run.journal().commit(execution.record(KIND, Status.STARTED, shown, null, null, null));
    }
    Children.Start start =
        run.ports()
            .children()
            .start(
                new Children.Order(
                    run.input().runId(), execution.key(), name, step.version(), input, depth));
    if (start instanceof Children.Start.Unknown unknown) {
      return failed(
          execution,
          TaskError.of(TaskError.Kind.CONFIGURATION, unknown.detail(), execution.task()));
    }
    UUID child = ((Children.Start.Started) start).childId();
    ObjectNode result = Json.object().put("runId", child.toString());
    Status status = step.await() ? Status.WAITING : Status.DONE;
    run.journal().commit(execution.record(KIND, status, shown, result, null, null));
    return step.await() ? poll(step, execution, child) : done(step, execution, result);
  }

  private static TaskResult poll(TaskBody.RunWorkflow step, TaskExecution execution, UUID child)
      throws LeaseLost {
    Children.State state = execution.run().ports().children().poll(child);
    if (state instanceof Children.State.Succeeded ended) {
      ObjectNode result = Json.object().put("runId", child.toString());
      result.set("output", ended.output());
      result.set("states", ended.states());
      execution
          .run()
          .journal()
          .commit(execution.record(KIND, Status.DONE, shown(execution), result, null, null));
      return done(step, execution, result);
    } else if (state instanceof Children.State.Failed ended) {
      return failed(execution, problem(execution, child, ended.problem()));
    } else if (state instanceof Children.State.Cancelled) {
      String detail = "child run " + child + " was cancelled";
      return failed(execution, TaskError.of(TaskError.Kind.RUNTIME, detail, execution.task()));
    }
    TaskResult obstacle = execution.obstacle();
    if (obstacle != null) {
      return obstacle;
    }
    execution.run().awaited().add(child);
    return new TaskResult.Suspended(execution.frame().deadline().at);
  }

  private static @Nullable JsonNode shown(TaskExecution execution) {
    StepRecord old = execution.run().journal().find(execution.key());
    return old == null ? null : old.input();
  }

  /** Returns the child's problem with its type, status and title, without its limit. */
  private static TaskError problem(TaskExecution execution, UUID child, JsonNode problem) {
    ObjectNode error = Json.object();
    for (String name : new String[] {"type", "status", "title"}) {
      if (problem.has(name)) {
        error.set(name, problem.get(name));
      }
    }
    error.put("detail", "child run " + child + " failed: " + problem.path("detail").asText());
    return TaskError.of(error.put("instance", execution.task().pointer()), execution.task());
  }

  private static TaskResult failed(TaskExecution execution, TaskError problem) throws LeaseLost {
    execution
        .run()
        .journal()
        .commit(
            execution.record(KIND, Status.FAILED, shown(execution), null, problem.error(), null));
    return new TaskResult.Failed(problem);
  }

  private static TaskResult done(
      TaskBody.RunWorkflow step, TaskExecution execution, JsonNode result) {
    if (!step.await()) {
      return TaskResult.done(result);
    }
    execution.frame().branch().states.child(execution.task().name(), result.path("states"));
    return TaskResult.done(result.path("output"));
  }
}
