package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.JsonBytes;
import drawbridge.run.journal.Journal;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.authorization.Authorizer;
import drawbridge.workflow.model.DataSchemas;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Executes a workflow from the top until it ends or has to wait. Steps that the journal has
 * finished are not repeated (X3). Thread safe; one instance serves all runs.
 *
 * @param branches executes branches of forks on other threads, without blocking. A run executes a
 *     refused branch on its own thread.
 * @param secrets returns the current value of a secret; empty when it is not configured
 */
public record Interpreter(
    RunLimits limits,
    Http http,
    Authorizer authorizer,
    Children children,
    Executor branches,
    Function<String, Optional<String>> secrets,
    Clock clock) {

  /** Time after which a run that gave its memory back is due again. */
  public static final Duration MEMORY_DELAY = Duration.ofSeconds(1);

  /** Refuses all branches, so that a run has one thread. */
  public static final Executor NO_BRANCHES =
      branch -> {
        throw new RejectedExecutionException("the run has one thread");
      };

  /**
   * Starts or resumes a run. Blocks for outbound calls, never for waits.
   *
   * @throws LeaseLost from the journal, or when the thread is interrupted; nothing more is written
   */
  public Outcome run(RunInput input, Journal journal) throws LeaseLost {
    return run(input, journal, MemoryShare.UNLIMITED);
  }

  /** Does what {@link #run(RunInput, Journal)} does, with a share of the node's memory. */
  public Outcome run(RunInput input, Journal journal, MemoryShare share) throws LeaseLost {
    RunContext run = new RunContext(input, journal, share, this);
    Branch branch = new Branch(States.preset(input.states()), Json.object(), null);
    Deadline limit =
        new Deadline(input.startedAt().plus(limits.runTime()), limits.runTime().toString(), true);
    TaskExecution whole =
        new TaskExecution(
            whole(input),
            "",
            RunContext.document(input),
            new FlowContext(run, branch, null, limit, 0, 1));
    TaskResult result;
    try {
      result = walk(whole, input.definition());
    } catch (ResolutionFailure e) {
      result = whole.failed(TaskError.Kind.EXPRESSION, String.valueOf(e.getMessage()));
    }
    return outcome(result, branch, whole);
  }

  private static TaskResult walk(TaskExecution whole, Definition definition) throws LeaseLost {
    TaskExecution execution = whole;
    if (definition.timeout().isPresent()) {
      var end =
          execution.run().input().startedAt().plus(execution.length(definition.timeout().get()));
      execution = execution.in(execution.frame().until(new Deadline(end, "the workflow", false)));
    }
    TaskError unfit =
        execution.unfit("the input document", definition.schemas().input(), execution.input());
    if (unfit != null) {
      return new TaskResult.Failed(unfit);
    }
    if (definition.input().isPresent()) {
      execution = execution.with(definition.input().get().resolve(execution.scope()));
    }
    TaskResult result = TaskRunner.walk(definition.flow(), "", execution);
    JsonNode output =
        result instanceof TaskResult.Done done
            ? done.output()
            : result instanceof TaskResult.Ended ended ? ended.output() : null;
    if (output == null) {
      return result;
    }
    JsonNode shown =
        definition.output().isPresent()
            ? TaskExecution.checked(
                definition.output().get().resolve(execution.scopeAfter(output, output)))
            : output;
    unfit = execution.unfit("the output of the run", definition.schemas().output(), shown);
    return unfit == null ? TaskResult.done(shown) : new TaskResult.Failed(unfit);
  }

  private static Outcome outcome(TaskResult result, Branch branch, TaskExecution whole)
      throws LeaseLost {
    RunContext run = whole.run();
    if (Thread.currentThread().isInterrupted()) {
      throw new LeaseLost("interrupted");
    }
    JsonNode states = branch.states.tree();
    int most = run.ports().limits().end();
    long left = most - JsonBytes.of(states, most);
    if (result instanceof TaskResult.Done done) {
      return left < JsonBytes.of(done.output(), most)
          ? tooLarge(whole, most)
          : new Outcome.Succeeded(done.output(), states);
    } else if (result instanceof TaskResult.Failed failed) {
      JsonNode problem = failed.problem().toDocument();
      return new Outcome.Failed(problem, left < 0 ? Json.object() : states);
    } else if (result instanceof TaskResult.Suspended suspended) {
      return new Outcome.Waiting(suspended.dueAt(), run.awaited());
    }
    return run.memory().isGivenBack() && !run.journal().isCancelled()
        ? new Outcome.Waiting(run.ports().clock().instant().plus(MEMORY_DELAY), run.awaited())
        : new Outcome.Cancelled();
  }

  private static Outcome tooLarge(TaskExecution whole, int most) {
    TaskError problem = TaskError.limit("bytes of output and states", most, whole.task());
    return new Outcome.Failed(problem.toDocument(), Json.object());
  }

  /** Returns a task for the workflow itself, whose expressions need one. */
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
        DataSchemas.NONE,
        new TaskBody.Do(input.definition().flow()));
  }
}
