package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import drawbridge.platform.Json;
import drawbridge.run.interpreter.StepRecord.Status;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Executes a {@code fork}. The calling thread executes each branch that no other thread has
 * started, so that a bounded pool cannot deadlock. On return, no branch is running.
 */
final class ForkTask {

  private static final int NONE = -1;

  private final TaskExecution execution;
  private final TaskBody.Fork fork;
  private final Branch base;
  private final List<Branch> copies = new ArrayList<>();
  private final List<FutureTask<TaskResult>> branches = new ArrayList<>();
  private final AtomicInteger winner = new AtomicInteger(NONE);
  private final AtomicInteger loser = new AtomicInteger(NONE);

  ForkTask(TaskExecution execution, TaskBody.Fork fork) {
    this.execution = execution;
    this.fork = fork;
    this.base = execution.frame().branch().copy();
  }

  TaskResult run() throws LeaseLost {
    StepRecord old = execution.old();
    if (old != null && old.status() == Status.FAILED && old.error() != null) {
      return new TaskResult.Failed(TaskError.of(old.error(), execution.task()));
    }
    int won = fork.compete() && execution.isDone() ? SimpleTasks.stored(execution).asInt() : NONE;
    for (int i = 0; i < fork.branches().size(); i++) {
      int index = i;
      copies.add(base.copy());
      branches.add(new FutureTask<>(() -> walk(index)));
      if (won != NONE && won != i) {
        branches.get(i).cancel(false);
      }
    }
    List<@Nullable TaskResult> results = won == NONE ? all() : only(won);
    return joined(results);
  }

  private TaskResult walk(int index) throws LeaseLost {
    TaskResult result = TaskResult.STOPPED;
    try {
      Task task = fork.branches().get(index);
      FlowContext frame = execution.frame().on(copies.get(index));
      result =
          execution
              .run()
              .tasks()
              .run(task, execution.key() + "/" + index, execution.input(), frame);
      return result;
    } finally {
      settle(index, result);
    }
  }

  private void settle(int index, TaskResult result) {
    boolean done = result instanceof TaskResult.Done || result instanceof TaskResult.Ended;
    if (fork.compete() && done && winner.compareAndSet(NONE, index)) {
      stopAll();
    } else if (result instanceof TaskResult.Failed && loser.compareAndSet(NONE, index)) {
      stopAll();
    } else if (result instanceof TaskResult.Stopped) {
      stopAll();
    }
  }

  private void stopAll() {
    copies.forEach(Branch::stop);
  }

  private List<@Nullable TaskResult> only(int index) throws LeaseLost {
    List<@Nullable TaskResult> results = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      results.add(null);
    }
    results.set(index, outcome(index));
    return results;
  }

  private List<@Nullable TaskResult> all() throws LeaseLost {
    for (FutureTask<TaskResult> branch :
        branches.subList(Math.min(1, branches.size()), branches.size())) {
      try {
        execution.run().ports().branches().execute(branch);
      } catch (RejectedExecutionException e) {
        break; // this thread executes the remaining branches
      }
    }
    List<@Nullable TaskResult> results = new ArrayList<>();
    LeaseLost lost = null;
    RuntimeException failure = null;
    for (int i = 0; i < branches.size(); i++) {
      try {
        results.add(outcome(i));
      } catch (LeaseLost e) {
        lost = e;
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (lost != null) {
      throw lost;
    } else if (failure != null) {
      throw failure;
    }
    return results;
  }

  /** Waits for a branch, also when interrupted, because it may be writing to the journal. */
  private TaskResult outcome(int index) throws LeaseLost {
    FutureTask<TaskResult> branch = branches.get(index);
    branch.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return branch.get();
        } catch (InterruptedException e) {
          interrupted = true;
          stopAll();
        }
      }
    } catch (ExecutionException e) {
      stopAll();
      if (e.getCause() instanceof LeaseLost lost) {
        throw lost;
      }
      throw new IllegalStateException("a branch failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private TaskResult joined(List<@Nullable TaskResult> results) {
    int won = winner.get();
    if (won != NONE) {
      note(Status.DONE, Json.NODES.numberNode(won), null);
      return merged(List.of(won), results);
    }
    if (loser.get() != NONE && results.get(loser.get()) instanceof TaskResult.Failed failed) {
      if (failed.problem().deadline() == null) {
        note(Status.FAILED, null, failed.problem().error());
      }
      return failed;
    }
    boolean suspended = false;
    Instant due = null;
    List<Integer> order = new ArrayList<>();
    for (TaskResult result : results) {
      if (result instanceof TaskResult.Stopped) {
        return result;
      } else if (result instanceof TaskResult.Suspended wait) {
        suspended = true;
        due = Deadline.earlier(due, wait.dueAt());
      }
      order.add(order.size());
    }
    return suspended ? new TaskResult.Suspended(due) : merged(order, results);
  }

  /** Merges the branches' states in order. {@code end} in a branch ends the run at the join. */
  private TaskResult merged(List<Integer> order, List<@Nullable TaskResult> results) {
    ArrayNode outputs = Json.NODES.arrayNode();
    JsonNode end = null;
    for (int index : order) {
      execution.frame().branch().merge(copies.get(index), base);
      TaskResult result = results.get(index);
      if (result instanceof TaskResult.Ended ended) {
        end = end == null ? ended.output() : end;
        outputs.add(ended.output());
      } else if (result instanceof TaskResult.Done done) {
        boolean ends = done.next() instanceof Next.End;
        end = end == null && ends ? done.output() : end;
        outputs.add(done.output());
      }
    }
    if (end != null) {
      return new TaskResult.Ended(end);
    }
    return TaskResult.done(fork.compete() ? outputs.get(0) : outputs);
  }

  private void note(Status status, @Nullable JsonNode output, @Nullable JsonNode error) {
    StepRecord old = execution.old();
    if (old == null || old.status() == Status.STARTED) {
      execution.run().journal().note(execution.record("fork", status, null, output, error, null));
    }
  }
}
