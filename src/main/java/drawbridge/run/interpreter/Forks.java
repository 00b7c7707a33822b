package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import drawbridge.platform.Json;
import drawbridge.run.interpreter.StepRecord.Status;
import drawbridge.workflow.model.TaskBody;
import drawbridge.workflow.model.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One visit of a {@code fork}. The calling thread walks every branch that no other thread has
 * begun, so that a bounded pool cannot deadlock; when it returns, no branch is at work any more.
 */
final class Forks {

  private static final int NONE = -1;

  private final Visit visit;
  private final TaskBody.Fork fork;
  private final Branch base;
  private final List<Branch> copies = new ArrayList<>();
  private final List<FutureTask<Result>> branches = new ArrayList<>();
  private final AtomicInteger winner = new AtomicInteger(NONE);
  private final AtomicInteger loser = new AtomicInteger(NONE);

  Forks(Visit visit, TaskBody.Fork fork) {
    this.visit = visit;
    this.fork = fork;
    this.base = visit.frame().branch().copy();
  }

  Result run() throws RunTaken {
    StepRecord old = visit.old();
    if (old != null && old.status() == Status.FAILED && old.error() != null) {
      return new Result.Failed(Problem.of(old.error(), visit.task()));
    }
    int won = fork.compete() && visit.isDone() ? Leaves.stored(visit).asInt() : NONE;
    for (int i = 0; i < fork.branches().size(); i++) {
      int index = i;
      copies.add(base.copy());
      branches.add(new FutureTask<>(() -> walk(index)));
      if (won != NONE && won != i) {
        branches.get(i).cancel(false);
      }
    }
    List<@Nullable Result> results = won == NONE ? all() : only(won);
    return joined(results);
  }

  private Result walk(int index) throws RunTaken {
    Result result = Result.STOPPED;
    try {
      Task task = fork.branches().get(index);
      Frame frame = visit.frame().on(copies.get(index));
      result = visit.run().tasks().run(task, visit.key() + "/" + index, visit.input(), frame);
      return result;
    } finally {
      settle(index, result);
    }
  }

  private void settle(int index, Result result) {
    boolean done = result instanceof Result.Done || result instanceof Result.Ended;
    if (fork.compete() && done && winner.compareAndSet(NONE, index)) {
      stopAll();
    } else if (result instanceof Result.Failed && loser.compareAndSet(NONE, index)) {
      stopAll();
    } else if (result instanceof Result.Stopped) {
      stopAll();
    }
  }

  private void stopAll() {
    copies.forEach(Branch::stop);
  }

  private List<@Nullable Result> only(int index) throws RunTaken {
    List<@Nullable Result> results = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      results.add(null);
    }
    results.set(index, outcome(index));
    return results;
  }

  private List<@Nullable Result> all() throws RunTaken {
    for (FutureTask<Result> branch :
        branches.subList(Math.min(1, branches.size()), branches.size())) {
      try {
        visit.run().ports().branches().execute(branch);
      } catch (RejectedExecutionException e) {
        break; // this thread walks the rest itself
      }
    }
    List<@Nullable Result> results = new ArrayList<>();
    RunTaken taken = null;
    RuntimeException broken = null;
    for (int i = 0; i < branches.size(); i++) {
      try {
        results.add(outcome(i));
      } catch (RunTaken e) {
        taken = e;
      } catch (RuntimeException e) {
        broken = e;
      }
    }
    if (taken != null) {
      throw taken;
    } else if (broken != null) {
      throw broken;
    }
    return results;
  }

  /** Waits for a branch even when interrupted: it may be writing to the journal. */
  private Result outcome(int index) throws RunTaken {
    FutureTask<Result> branch = branches.get(index);
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
      if (e.getCause() instanceof RunTaken taken) {
        throw taken;
      }
      throw new IllegalStateException("a branch broke", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Result joined(List<@Nullable Result> results) {
    int won = winner.get();
    if (won != NONE) {
      note(Status.DONE, Json.NODES.numberNode(won), null);
      return merged(List.of(won), results);
    }
    if (loser.get() != NONE && results.get(loser.get()) instanceof Result.Failed failed) {
      if (failed.problem().deadline() == null) {
        note(Status.FAILED, null, failed.problem().error());
      }
      return failed;
    }
    boolean suspended = false;
    Instant due = null;
    List<Integer> order = new ArrayList<>();
    for (Result result : results) {
      if (result instanceof Result.Stopped) {
        return result;
      } else if (result instanceof Result.Suspended wait) {
        suspended = true;
        due = Deadline.earlier(due, wait.dueAt());
      }
      order.add(order.size());
    }
    return suspended ? new Result.Suspended(due) : merged(order, results);
  }

  /** Takes over the branches' states in order. {@code end} in a branch ends the run at the join. */
  private Result merged(List<Integer> order, List<@Nullable Result> results) {
    ArrayNode outputs = Json.NODES.arrayNode();
    JsonNode end = null;
    for (int index : order) {
      visit.frame().branch().merge(copies.get(index), base);
      Result result = results.get(index);
      if (result instanceof Result.Ended ended) {
        end = end == null ? ended.output() : end;
        outputs.add(ended.output());
      } else if (result instanceof Result.Done done) {
        boolean ends = done.next() instanceof drawbridge.workflow.model.Next.End;
        end = end == null && ends ? done.output() : end;
        outputs.add(done.output());
      }
    }
    if (end != null) {
      return new Result.Ended(end);
    }
    return Result.done(fork.compete() ? outputs.get(0) : outputs);
  }

  private void note(Status status, @Nullable JsonNode output, @Nullable JsonNode error) {
    StepRecord old = visit.old();
    if (old == null || old.status() == Status.STARTED) {
      visit.run().journal().note(visit.record("fork", status, null, output, error, null));
    }
  }
}
