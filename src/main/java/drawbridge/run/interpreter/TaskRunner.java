package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.compute.Turn;
import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes flows, and the parts that all tasks have: {@code if}, data flow, timeout, {@code then}.
 */
final class TaskRunner {

  private static final int LONGEST_KEY = 2_000;

  private TaskRunner() {}

  /**
   * Executes a flow. Keys are {@code /position}, with {@code ~n} from the second lap on. Positions
   * increase within a lap, so that keys are unique (X4).
   *
   * @param around execution of the task that contains the flow
   */
  static TaskResult walk(Flow flow, String prefix, TaskExecution around) throws LeaseLost {
    FlowContext frame = around.frame().deeper();
    int deepest = around.run().ports().limits().nesting();
    if (frame.depth() > deepest) {
      return around.limit("nesting", deepest);
    }
    List<Task> tasks = flow.tasks();
    JsonNode data = around.input();
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
  static TaskResult run(Task task, String key, JsonNode input, FlowContext frame) throws LeaseLost {
    if (frame.isStopped()) {
      return TaskResult.STOPPED;
    }
    TaskExecution execution = new TaskExecution(task, key, input, frame);
    TaskResult exceeded = exceeded(execution);
    if (exceeded != null) {
      return exceeded;
    }
    frame.run().journal().writeSlice();
    if (frame.run().memory().givesBack(frame.branch())) {
      return TaskResult.STOPPED;
    }
    Turn.yieldIfLong();
    try {
      if (task.when().isPresent() && !execution.holds(task.when().get())) {
        return new TaskResult.Done(input, Next.CONTINUE);
      }
      TaskError unfit = execution.unfit("the input", task.schemas().input(), input);
      if (unfit != null) {
        return failed(execution, unfit);
      }
      if (task.input().isPresent()) {
        execution = execution.with(task.input().get().resolve(execution.scope()));
      }
      TaskResult result = task.timeout().isPresent() ? timed(execution) : step(execution);
      return result instanceof TaskResult.Done done ? finished(execution, done) : result;
    } catch (ResolutionFailure e) {
      String detail = String.valueOf(e.getMessage());
      return failed(execution, TaskError.of(TaskError.Kind.EXPRESSION, detail, task));
    }
  }

  /** Returns the failure of a run that exceeds a limit before a step; null within the limits. */
  private static @Nullable TaskResult exceeded(TaskExecution execution) {
    RunContext run = execution.run();
    RunLimits limits = run.ports().limits();
    if (run.steps().incrementAndGet() > limits.steps()) {
      return execution.limit("steps per run", limits.steps());
    } else if (execution.key().length() > LONGEST_KEY) {
      return execution.limit("length of a step key", LONGEST_KEY);
    }
    long stored = run.journal().stored();
    if (stored > limits.stored()) {
      return execution.limit("stored bytes per run", limits.stored());
    }
    run.memory().measureIfDue(execution.frame().branch(), stored);
    return run.memory().total() > limits.memoryBytes()
        ? execution.limit("memory per run", limits.memory() + " MiB")
        : null;
  }

  /** Fails a task, also one that the journal has as done or waiting. */
  private static TaskResult failed(TaskExecution execution, TaskError problem) {
    String kind = execution.task().step().kind();
    return execution.noteFailure(kind, execution.shown(), problem);
  }

  private static TaskResult timed(TaskExecution execution) throws LeaseLost {
    Task task = execution.task();
    TaskBody step = task.step();
    boolean container =
        step instanceof TaskBody.Do
            || step instanceof TaskBody.For
            || step instanceof TaskBody.Try
            || step instanceof TaskBody.Fork
            || step instanceof TaskBody.CallFunction;
    TaskResult failure = container ? execution.storedFailure() : null;
    if (failure != null) {
      return failure; // also when a child has ended meanwhile
    }
    var after = execution.length(task.timeout().orElseThrow());
    var start = execution.journalledStart(step.kind(), container);
    Deadline mine = new Deadline(start.plus(after), "task '" + task.name() + "'", false);
    TaskResult result = step(execution.in(execution.frame().until(mine)));
    if (!(result instanceof TaskResult.Failed failed) || failed.problem().deadline() != mine) {
      return result;
    }
    TaskError problem = TaskError.late(mine, task).withoutDeadline();
    return execution.noteFailure(step.kind(), execution.shown(), problem);
  }

  @SuppressWarnings("ReferenceEquality") // an input that passes through was checked before
  private static TaskResult finished(TaskExecution execution, TaskResult.Done done) {
    Task task = execution.task();
    JsonNode output = done.output();
    if (task.output().isPresent()) {
      output = task.output().get().resolve(execution.scopeAfter(output, done.output()));
    }
    TaskError unfit = execution.unfit("the output", task.schemas().output(), output);
    if (unfit != null) {
      return failed(execution, unfit);
    }
    TaskResult excess = output == execution.input() ? null : execution.excess(output);
    if (excess != null) {
      return excess;
    }
    Branch branch = execution.frame().branch();
    branch.states.output(task.name(), output);
    if (task.output().isPresent()) {
      execution.run().memory().made(output, execution.run().ports().limits().output());
    }
    if (task.export().isPresent()) {
      JsonNode context = task.export().get().resolve(execution.scopeAfter(output, done.output()));
      if (!context.isObject()) {
        throw new ResolutionFailure("export.as must resolve to an object");
      }
      unfit = execution.unfit("the export", task.schemas().export(), context);
      if (unfit != null) {
        return failed(execution, unfit);
      }
      execution.run().memory().made(context, execution.run().ports().limits().output());
      branch.export(context, execution.run().input());
    }
    Next next = done.next();
    return new TaskResult.Done(output, next == null ? task.then() : next);
  }

  private static TaskResult step(TaskExecution execution) throws LeaseLost {
    TaskBody step = execution.task().step();
    if (step instanceof TaskBody.Set set) {
      return SimpleTasks.set(set, execution);
    } else if (step instanceof TaskBody.Switch choice) {
      return SimpleTasks.choose(choice, execution);
    } else if (step instanceof TaskBody.CallHttp call) {
      return new HttpTask(execution, call).run();
    } else if (step instanceof TaskBody.CallFunction call) {
      return new FunctionTask(execution, call).run();
    } else if (step instanceof TaskBody.Do inner) {
      return left(walk(inner.flow(), execution.key(), execution));
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

  private static TaskResult loop(TaskBody.For loop, TaskExecution execution) throws LeaseLost {
    JsonNode items = loop.in().resolve(execution.scope());
    if (!items.isArray()) {
      throw new ResolutionFailure("for.in must resolve to an array");
    }
    JsonNode data = execution.input();
    for (int i = 0; i < items.size(); i++) {
      FlowContext frame =
          execution
              .frame()
              .with(loop.each(), items.get(i))
              .with(loop.at(), Json.NODES.numberNode(i));
      TaskExecution round = execution.in(frame).with(data);
      if (loop.whilst().isPresent() && !round.holds(loop.whilst().get())) {
        break;
      }
      TaskResult result = walk(loop.flow(), execution.key() + "[" + i + "]", round);
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
}
