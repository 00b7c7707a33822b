package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import drawbridge.platform.compute.TooLong;
import drawbridge.platform.compute.Turn;
import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord.Status;
import drawbridge.workflow.model.Next;
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
  private final @Nullable Turn turn = Turn.current();
  private final AtomicInteger winner = new AtomicInteger(NONE);
  private final AtomicInteger loser = new AtomicInteger(NONE);

  ForkTask(TaskExecution execution, TaskBody.Fork fork) {
    this.execution = execution;
    this.fork = fork;
    this.base = execution.frame().branch().copy();
  }

  TaskResult run() throws LeaseLost {
    TaskResult failure = execution.storedFailure();
    if (failure != null) {
      return failure;
    }
    int won = fork.compete() && execution.isDone() ? execution.stored().asInt() : NONE;
    for (int i = 0; i < fork.branches().size(); i++) {
      int index = i;
      copies.add(base.copy());
      branches.add(new FutureTask<>(() -> Turn.beside(turn, () -> walk(index))));
    }
    @Nullable TaskResult[] results = new TaskResult[branches.size()];
    if (won == NONE) {
      executeAll(results);
    } else {
      results[won] = outcome(won);
    }
    TaskResult result = joined(results);
    execution.run().memory().joined(execution.frame().branch(), copies);
    return result;
  }

  private TaskResult walk(int index) throws LeaseLost {
    TaskResult result = TaskResult.STOPPED;
    try {
      result =
          TaskRunner.run(
              fork.branches().get(index),
              execution.key() + "/" + index,
              execution.input(),
              execution.frame().on(copies.get(index)));
      return result;
    } finally {
      execution.run().memory().measure(copies.get(index));
      settle(index, result);
    }
  }

  private void settle(int index, TaskResult result) {
    boolean done = result instanceof TaskResult.Done || result instanceof TaskResult.Ended;
    if ((fork.compete() && done && winner.compareAndSet(NONE, index))
        || (result instanceof TaskResult.Failed && loser.compareAndSet(NONE, index))
        || result instanceof TaskResult.Stopped) {
      stopAll();
    }
  }

  private void stopAll() {
    copies.forEach(Branch::stop);
  }

  private void executeAll(@Nullable TaskResult[] results) throws LeaseLost {
    try {
      for (int i = 1; i < results.length; i++) {
        execution.run().ports().branches().execute(branches.get(i));
      }
    } catch (RejectedExecutionException e) {
      // this thread executes the remaining branches
    }
    LeaseLost lost = null;
    RuntimeException failure = null;
    for (int i = 0; i < results.length; i++) {
      try {
        results[i] = outcome(i);
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
  }

  /** Waits for a branch, also when interrupted, because it may be writing to the journal. */
  private TaskResult outcome(int index) throws LeaseLost {
    FutureTask<TaskResult> branch = branches.get(index);
    branch.run();
    return branch.isDone() ? result(branch) : Turn.whilePaused(() -> result(branch));
  }

  private TaskResult result(FutureTask<TaskResult> branch) throws LeaseLost {
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
      } else if (e.getCause() instanceof TooLong late) {
        throw late;
      }
      throw new IllegalStateException("a branch failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private TaskResult joined(@Nullable TaskResult[] results) {
    boolean isOpen = execution.old() == null || execution.old().status() == Status.STARTED;
    int won = winner.get();
    if (won != NONE) {
      if (isOpen) {
        execution.note("fork", Status.DONE, Json.NODES.numberNode(won));
      }
      return merged(won, results);
    }
    if (loser.get() != NONE && results[loser.get()] instanceof TaskResult.Failed failed) {
      return isOpen && failed.problem().deadline() == null
          ? execution.noteFailure("fork", null, failed.problem())
          : failed;
    }
    boolean suspended = false;
    Instant due = null;
    for (TaskResult result : results) {
      if (result instanceof TaskResult.Stopped) {
        return result;
      } else if (result instanceof TaskResult.Suspended wait) {
        suspended = true;
        due = Deadline.earlier(due, wait.dueAt());
      }
    }
    return suspended ? new TaskResult.Suspended(due) : merged(NONE, results);
  }

  /**
   * Merges the states of the winner, or of all branches in order. {@code end} in a branch ends the
   * run at the join.
   */
  private TaskResult merged(int won, @Nullable TaskResult[] results) {
    ArrayNode outputs = Json.NODES.arrayNode();
    JsonNode end = null;
    for (int i = 0; i < results.length; i++) {
      if (won != NONE && won != i) {
        continue;
      }
      execution.frame().branch().merge(copies.get(i), base);
      if (results[i] instanceof TaskResult.Ended ended) {
        end = end == null ? ended.output() : end;
        outputs.add(ended.output());
      } else if (results[i] instanceof TaskResult.Done done) {
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
}
