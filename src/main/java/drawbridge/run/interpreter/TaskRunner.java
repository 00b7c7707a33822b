package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.Json;
import drawbridge.run.interpreter.StepRecord.Status;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.util.List;
import java.util.Locale;

/**
 * Executes flows, and the parts that all tasks have: {@code if}, data flow, timeout, {@code then}.
 * Stateless.
 */
final class TaskRunner {

  private static final int LONGEST_KEY = 2_000;

  /**
   * Executes a flow. Keys are {@code /position}, with {@code ~n} from the second lap on. Positions
   * increase within a lap, so that keys are unique (X4).
   *
   * @param around execution of the task that contains the flow, for errors
   */
  TaskResult walk(Flow flow, String prefix, JsonNode input, FlowContext outer, TaskExecution around)
      throws LeaseLost {
    FlowContext frame = outer.deeper();
    if (frame.depth() > frame.run().limits().nesting()) {
      return around.limit("nesting", frame.run().limits().nesting());
    }
    List<Task> tasks = flow.tasks();
    JsonNode data = input;
    int position = 0;
    int lap = 1;
    while (position < tasks.size()) {
      String key = lap == 1 ? prefix + "/" + position : prefix + "/" + position + "~" + lap;
      TaskResult result = run(tasks.get(position), key, data, frame);
      if (!(result instanceof TaskResult.Done done)) {
        return result;
      }
      data = done.output();
      Next next = done.next();
      if (next instanceof Next.To to) {
        lap += to.position() <= position ? 1 : 0;
        position = to.position();
      } else if (next instanceof Next.Exit) {
        return new TaskResult.Done(data, next);
      } else if (next instanceof Next.End) {
        return new TaskResult.Ended(data);
      } else {
        position++;
      }
    }
    return TaskResult.done(data);
  }

  /** Executes one task. A done result says where the flow continues. */
  TaskResult run(Task task, String key, JsonNode input, FlowContext frame) throws LeaseLost {
    if (frame.isStopped()) {
      return TaskResult.STOPPED;
    }
    RunContext run = frame.run();
    TaskExecution execution = new TaskExecution(task, key, input, frame);
    if (run.steps().incrementAndGet() > run.limits().steps()) {
      return execution.limit("steps per run", run.limits().steps());
    }
    if (key.length() > LONGEST_KEY) {
      return execution.limit("length of a step key", LONGEST_KEY);
    }
    try {
      if (task.when().isPresent() && !task.when().get().holds(execution.scope())) {
        return new TaskResult.Done(input, Next.CONTINUE);
      }
      if (task.input().isPresent()) {
        execution = execution.with(task.input().get().resolve(execution.scope()));
      }
      TaskResult result = task.timeout().isPresent() ? timed(execution) : step(execution);
      return result instanceof TaskResult.Done done ? finished(execution, done) : result;
    } catch (ResolutionFailure e) {
      return failed(execution, String.valueOf(e.getMessage()));
    }
  }

  private static TaskResult failed(TaskExecution execution, String detail) {
    TaskError problem = TaskError.of(TaskError.Kind.EXPRESSION, detail, execution.task());
    if (execution.old() == null) {
      execution
          .run()
          .journal()
          .note(
              execution.record(
                  kind(execution.task().step()), Status.FAILED, null, null, problem.error(), null));
    }
    return new TaskResult.Failed(problem);
  }

  private TaskResult timed(TaskExecution execution) throws LeaseLost {
    Task task = execution.task();
    TaskBody step = task.step();
    boolean container =
        step instanceof TaskBody.Do
            || step instanceof TaskBody.For
            || step instanceof TaskBody.Try
            || step instanceof TaskBody.Fork;
    StepRecord old = execution.old();
    if (container && old != null && old.status() == Status.FAILED && old.error() != null) {
      return new TaskResult.Failed(
          TaskError.of(old.error(), task)); // also when a child has ended meanwhile
    }
    var after = execution.length(task.timeout().orElseThrow());
    var start = execution.journalledStart(kind(step), container);
    Deadline mine = new Deadline(start.plus(after), "task '" + task.name() + "'", false);
    TaskResult result = step(execution.in(execution.frame().until(mine)));
    if (!(result instanceof TaskResult.Failed failed) || failed.problem().deadline() != mine) {
      return result;
    }
    TaskError problem = TaskError.late(mine, task).withoutDeadline();
    StepRecord begun = execution.run().journal().find(execution.key());
    JsonNode shown = begun == null ? null : begun.input();
    execution
        .run()
        .journal()
        .note(execution.record(kind(step), Status.FAILED, shown, null, problem.error(), null));
    return new TaskResult.Failed(problem);
  }

  @SuppressWarnings("ReferenceEquality") // an input that passes through was checked before
  private static TaskResult finished(TaskExecution execution, TaskResult.Done done) {
    Task task = execution.task();
    JsonNode output = done.output();
    execution.finishedWith(output);
    if (task.output().isPresent()) {
      output = task.output().get().resolve(execution.scope(output, null));
      execution.finishedWith(output);
    }
    int most = execution.run().limits().output();
    if (output != execution.input() && JsonLength.isOver(most, output)) {
      return execution.limit("output per step", most);
    }
    Branch branch = execution.frame().branch();
    branch.states.output(task.name(), output);
    if (task.export().isPresent()) {
      JsonNode context = task.export().get().resolve(execution.scope(output, null));
      if (!context.isObject()) {
        return execution.failed(TaskError.Kind.EXPRESSION, "export.as must resolve to an object");
      }
      branch.export(context);
    }
    Next next = done.next();
    return new TaskResult.Done(output, next == null ? task.then() : next);
  }

  private TaskResult step(TaskExecution execution) throws LeaseLost {
    TaskBody step = execution.task().step();
    if (step instanceof TaskBody.Set set) {
      return SimpleTasks.set(set, execution);
    } else if (step instanceof TaskBody.Switch choice) {
      return SimpleTasks.choose(choice, execution);
    } else if (step instanceof TaskBody.CallHttp call) {
      return new HttpTask(execution, call).run();
    } else if (step instanceof TaskBody.Do inner) {
      return left(
          walk(inner.flow(), execution.key(), execution.input(), execution.frame(), execution));
    } else if (step instanceof TaskBody.For loop) {
      return loop(loop, execution);
    } else if (step instanceof TaskBody.Try attempted) {
      return new TryTask(execution, attempted).run();
    } else if (step instanceof TaskBody.Fork fork) {
      return new ForkTask(execution, fork).run();
    } else if (step instanceof TaskBody.Wait pause) {
      return SimpleTasks.pause(pause, execution);
    } else if (step instanceof TaskBody.Raise raise) {
      return SimpleTasks.raise(raise, execution);
    } else if (step instanceof TaskBody.RunWorkflow child) {
      return RunWorkflowTask.run(child, execution);
    }
    throw new IllegalStateException("no case for " + step.getClass());
  }

  private TaskResult loop(TaskBody.For loop, TaskExecution execution) throws LeaseLost {
    JsonNode items = loop.in().resolve(execution.scope());
    if (!items.isArray()) {
      return execution.failed(TaskError.Kind.EXPRESSION, "for.in must resolve to an array");
    }
    JsonNode data = execution.input();
    for (int i = 0; i < items.size(); i++) {
      FlowContext frame =
          execution
              .frame()
              .with(loop.each(), items.get(i))
              .with(loop.at(), Json.NODES.numberNode(i));
      TaskExecution round = execution.in(frame).with(data);
      if (loop.whilst().isPresent() && !loop.whilst().get().holds(round.scope())) {
        break;
      }
      TaskResult result =
          walk(loop.flow(), execution.key() + "[" + i + "]", data, frame, execution);
      if (!(result instanceof TaskResult.Done done)) {
        return result;
      }
      data = done.output();
      if (done.next() != null) {
        break;
      }
    }
    return TaskResult.done(data);
  }

  /**
   * Returns the result of a flow for the task that contains it: {@code exit} ends that task only.
   */
  static TaskResult left(TaskResult flow) {
    return flow instanceof TaskResult.Done done ? TaskResult.done(done.output()) : flow;
  }

  static String kind(TaskBody step) {
    if (step instanceof TaskBody.CallHttp) {
      return "call";
    }
    return step instanceof TaskBody.RunWorkflow
        ? "run"
        : step.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
