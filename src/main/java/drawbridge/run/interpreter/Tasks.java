package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.Json;
import drawbridge.run.interpreter.StepRecord.Status;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.TaskBody;
import drawbridge.workflow.model.Task;
import java.util.List;
import java.util.Locale;

/**
 * Walks flows, and does for every task what is common to all: {@code if}, data flow, time-out,
 * {@code then}. Stateless.
 */
final class Tasks {

  private static final int LONGEST_KEY = 2_000;

  /**
   * Walks a flow. Keys are {@code /position}, with {@code ~n} from the second lap on: within one
   * lap positions only rise, so that a key never comes twice (X4).
   *
   * @param around the visit that holds the flow; limits are reported there
   */
  Result walk(Flow flow, String prefix, JsonNode input, Frame outer, Visit around) throws RunTaken {
    Frame frame = outer.deeper();
    if (frame.depth() > frame.run().limits().nesting()) {
      return around.limit("nesting", frame.run().limits().nesting());
    }
    List<Task> tasks = flow.tasks();
    JsonNode data = input;
    int position = 0;
    int lap = 1;
    while (position < tasks.size()) {
      String key = lap == 1 ? prefix + "/" + position : prefix + "/" + position + "~" + lap;
      Result result = run(tasks.get(position), key, data, frame);
      if (!(result instanceof Result.Done done)) {
        return result;
      }
      data = done.output();
      Next next = done.next();
      if (next instanceof Next.To to) {
        lap += to.position() <= position ? 1 : 0;
        position = to.position();
      } else if (next instanceof Next.Exit) {
        return new Result.Done(data, next);
      } else if (next instanceof Next.End) {
        return new Result.Ended(data);
      } else {
        position++;
      }
    }
    return Result.done(data);
  }

  /** One task, with everything around its step. Done says where the flow goes. */
  Result run(Task task, String key, JsonNode input, Frame frame) throws RunTaken {
    if (frame.isStopped()) {
      return Result.STOPPED;
    }
    Interpretation run = frame.run();
    Visit visit = new Visit(task, key, input, frame);
    if (run.steps().incrementAndGet() > run.limits().steps()) {
      return visit.limit("steps per run", run.limits().steps());
    }
    if (key.length() > LONGEST_KEY) {
      return visit.limit("length of a step key", LONGEST_KEY);
    }
    try {
      if (task.when().isPresent() && !task.when().get().holds(visit.scope())) {
        return new Result.Done(input, Next.CONTINUE);
      }
      if (task.input().isPresent()) {
        visit = visit.with(task.input().get().resolve(visit.scope()));
      }
      Result result = task.timeout().isPresent() ? timed(visit) : step(visit);
      return result instanceof Result.Done done ? finished(visit, done) : result;
    } catch (ResolutionFailure e) {
      return failed(visit, String.valueOf(e.getMessage()));
    }
  }

  private static Result failed(Visit visit, String detail) {
    Problem problem = Problem.of(Problem.Kind.EXPRESSION, detail, visit.task());
    if (visit.old() == null) {
      visit
          .run()
          .journal()
          .note(
              visit.record(
                  kind(visit.task().step()), Status.FAILED, null, null, problem.error(), null));
    }
    return new Result.Failed(problem);
  }

  private Result timed(Visit visit) throws RunTaken {
    Task task = visit.task();
    TaskBody step = task.step();
    boolean container =
        step instanceof TaskBody.Do
            || step instanceof TaskBody.For
            || step instanceof TaskBody.Try
            || step instanceof TaskBody.Fork;
    StepRecord old = visit.old();
    if (container && old != null && old.status() == Status.FAILED && old.error() != null) {
      return new Result.Failed(Problem.of(old.error(), task)); // even if a child ended since
    }
    var after = visit.length(task.timeout().orElseThrow());
    var start = visit.journalledStart(kind(step), container);
    Deadline mine = new Deadline(start.plus(after), "task '" + task.name() + "'", false);
    Result result = step(visit.in(visit.frame().until(mine)));
    if (!(result instanceof Result.Failed failed) || failed.problem().deadline() != mine) {
      return result;
    }
    Problem problem = Problem.late(mine, task).withoutDeadline();
    StepRecord begun = visit.run().journal().find(visit.key());
    JsonNode shown = begun == null ? null : begun.input();
    visit
        .run()
        .journal()
        .note(visit.record(kind(step), Status.FAILED, shown, null, problem.error(), null));
    return new Result.Failed(problem);
  }

  @SuppressWarnings("ReferenceEquality") // what was passed through was measured before
  private static Result finished(Visit visit, Result.Done done) {
    Task task = visit.task();
    JsonNode output = done.output();
    visit.finishedWith(output);
    if (task.output().isPresent()) {
      output = task.output().get().resolve(visit.scope(output, null));
      visit.finishedWith(output);
    }
    int most = visit.run().limits().output();
    if (output != visit.input() && Size.isOver(most, output)) {
      return visit.limit("output per step", most);
    }
    Branch branch = visit.frame().branch();
    branch.states.output(task.name(), output);
    if (task.export().isPresent()) {
      JsonNode context = task.export().get().resolve(visit.scope(output, null));
      if (!context.isObject()) {
        return visit.failed(Problem.Kind.EXPRESSION, "export.as must give an object");
      }
      branch.export(context);
    }
    Next next = done.next();
    return new Result.Done(output, next == null ? task.then() : next);
  }

  private Result step(Visit visit) throws RunTaken {
    TaskBody step = visit.task().step();
    if (step instanceof TaskBody.Set set) {
      return Leaves.set(set, visit);
    } else if (step instanceof TaskBody.Switch choice) {
      return Leaves.choose(choice, visit);
    } else if (step instanceof TaskBody.CallHttp call) {
      return new Calls(visit, call).run();
    } else if (step instanceof TaskBody.Do inner) {
      return left(walk(inner.flow(), visit.key(), visit.input(), visit.frame(), visit));
    } else if (step instanceof TaskBody.For loop) {
      return loop(loop, visit);
    } else if (step instanceof TaskBody.Try attempted) {
      return new Attempts(visit, attempted).run();
    } else if (step instanceof TaskBody.Fork fork) {
      return new Forks(visit, fork).run();
    } else if (step instanceof TaskBody.Wait pause) {
      return Leaves.pause(pause, visit);
    } else if (step instanceof TaskBody.Raise raise) {
      return Leaves.raise(raise, visit);
    } else if (step instanceof TaskBody.RunWorkflow child) {
      return ChildRuns.run(child, visit);
    }
    throw new IllegalStateException("no case for " + step.getClass());
  }

  private Result loop(TaskBody.For loop, Visit visit) throws RunTaken {
    JsonNode items = loop.in().resolve(visit.scope());
    if (!items.isArray()) {
      return visit.failed(Problem.Kind.EXPRESSION, "for.in must give an array");
    }
    JsonNode data = visit.input();
    for (int i = 0; i < items.size(); i++) {
      Frame frame =
          visit.frame().with(loop.each(), items.get(i)).with(loop.at(), Json.NODES.numberNode(i));
      Visit round = visit.in(frame).with(data);
      if (loop.whilst().isPresent() && !loop.whilst().get().holds(round.scope())) {
        break;
      }
      Result result = walk(loop.flow(), visit.key() + "[" + i + "]", data, frame, visit);
      if (!(result instanceof Result.Done done)) {
        return result;
      }
      data = done.output();
      if (done.next() != null) {
        break;
      }
    }
    return Result.done(data);
  }

  /** A flow that was left by {@code exit}: for the task that holds it, that is its end. */
  static Result left(Result flow) {
    return flow instanceof Result.Done done ? Result.done(done.output()) : flow;
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
