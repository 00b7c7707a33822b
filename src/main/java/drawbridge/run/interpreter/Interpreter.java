package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.Json;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Secrets;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.TaskBody;
import drawbridge.workflow.model.Task;
import java.time.Clock;
import java.util.Optional;

/**
 * Runs a workflow from the top until it ends or has to wait. What the journal knows is not done
 * again (X3). Thread safe; one serves all runs.
 */
public final class Interpreter {

  private final Interpretation.Ports ports;

  public Interpreter(
      Limits limits,
      Http http,
      Children children,
      Branches branches,
      Secrets secrets,
      Clock clock) {
    this.ports = new Interpretation.Ports(limits, http, children, branches, secrets, clock);
  }

  /**
   * Goes on with a run. Blocks while calls are made, never for a wait.
   *
   * @throws RunTaken from the journal, or when the thread was interrupted: nothing more is written
   */
  public Outcome run(RunInput input, Journal journal) throws RunTaken {
    Interpretation run = Interpretation.of(input, journal, ports);
    JsonNode preset = input.states();
    Branch branch = new Branch(States.preset(preset), Json.object(), null);
    Limits limits = ports.limits();
    Deadline limit =
        new Deadline(input.startedAt().plus(limits.runTime()), limits.runTime().toString(), true);
    Visit whole = new Visit(whole(input), "", document(input, branch), frame(run, branch, limit));
    Result result;
    try {
      result = walk(whole, input.definition());
    } catch (ResolutionFailure e) {
      result = whole.failed(Problem.Kind.EXPRESSION, String.valueOf(e.getMessage()));
    }
    return outcome(result, branch, run);
  }

  private static Result walk(Visit whole, Definition definition) throws RunTaken {
    Visit visit = whole;
    if (definition.timeout().isPresent()) {
      var end = visit.run().input().startedAt().plus(visit.length(definition.timeout().get()));
      visit = visit.in(visit.frame().until(new Deadline(end, "the workflow", false)));
    }
    if (definition.input().isPresent()) {
      visit = visit.with(definition.input().get().resolve(visit.scope()));
    }
    Result result =
        visit.run().tasks().walk(definition.flow(), "", visit.input(), visit.frame(), visit);
    JsonNode output =
        result instanceof Result.Done done
            ? done.output()
            : result instanceof Result.Ended ended ? ended.output() : null;
    if (output == null) {
      return result;
    }
    visit.finishedWith(output);
    return Result.done(
        definition.output().isPresent()
            ? definition.output().get().resolve(visit.scope(output, null))
            : output);
  }

  private static Outcome outcome(Result result, Branch branch, Interpretation run) throws RunTaken {
    if (Thread.currentThread().isInterrupted()) {
      throw new RunTaken("interrupted");
    }
    if (result instanceof Result.Done done) {
      return new Outcome.Succeeded(done.output(), branch.states.tree());
    } else if (result instanceof Result.Failed failed) {
      return new Outcome.Failed(failed.problem().toDocument(), branch.states.tree());
    } else if (result instanceof Result.Suspended suspended) {
      return new Outcome.Waiting(suspended.dueAt(), run.awaited());
    }
    return new Outcome.Cancelled();
  }

  private static JsonNode document(RunInput input, Branch branch) {
    var document = Json.object();
    document.set("runtime", input.runtime());
    return document.set("states", branch.states.tree());
  }

  private static Frame frame(Interpretation run, Branch branch, Deadline limit) {
    return new Frame(run, branch, null, limit, 0, 1);
  }

  /** The run seen as one task, so that its own expressions have a place. */
  private static Task whole(RunInput input) {
    return new Task(
        input.workflow(),
        0,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Next.CONTINUE,
        true,
        new TaskBody.Do(input.definition().flow()));
  }
}
