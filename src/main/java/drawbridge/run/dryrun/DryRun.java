package drawbridge.run.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.run.dryrun.DryRunResult.Ending;
import drawbridge.run.dryrun.DryRunStep.State;
import drawbridge.run.interpreter.Interpreter;
import drawbridge.run.interpreter.LeaseLost;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.interpreter.RunInput;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.outbound.OutboundSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Executes runs without storing or sending anything. Thread safe. */
public final class DryRun {

  /** Stricter than the limits of runs. */
  private static final RunLimits LIMITS =
      new RunLimits(1_000, 100, Duration.ofHours(24), 1 << 20, 20);

  private static final int MAX_WAITS = 50;

  private final OutboundSecrets names;
  private final BiPredicate<String, String> isWorkflow;

  /**
   * @param secrets whose names are used, and whose values are not
   * @param isWorkflow returns whether a name and version denote a workflow that may be a child
   */
  public DryRun(OutboundSecrets secrets, BiPredicate<String, String> isWorkflow) {
    this.names = name -> secrets.find(name).map(value -> "***");
    this.isWorkflow = isWorkflow;
  }

  /**
   * Executes a run until it ends or needs an answer that is not given. Waits take no time.
   *
   * @param answers of calls and child runs, by task name
   */
  public DryRunResult of(RunInput input, Map<String, SampleAnswer> answers) {
    InMemoryJournal journal = new InMemoryJournal();
    FastForwardClock clock = new FastForwardClock(input.startedAt());
    StubbedOutbound stubs = new StubbedOutbound(journal, answers, isWorkflow);
    Interpreter interpreter = new Interpreter(LIMITS, stubs, stubs, DryRun::refuse, names, clock);
    try {
      Outcome outcome = interpreter.run(input, journal);
      for (int waits = 0; waits < MAX_WAITS; waits++) {
        Optional<Instant> next = next(outcome, journal, clock.instant());
        if (next.isEmpty()) {
          return resultOf(outcome, input, journal);
        }
        clock.advanceTo(next.get());
        journal.forgetUnanswered();
        outcome = interpreter.run(input, journal);
      }
    } catch (LeaseLost e) {
      throw new IllegalStateException("unreachable: a dry run has no lease", e);
    }
    return result(Ending.TOO_LONG, null, input, journal);
  }

  /** Lets the interpreter execute the branches of forks one after the other. */
  private static void refuse(Runnable branch) {
    throw new RejectedExecutionException("a dry run has one thread");
  }

  /** Returns the end of the next timed wait; empty when the run waits for answers only. */
  private static Optional<Instant> next(Outcome outcome, InMemoryJournal journal, Instant now) {
    if (!(outcome instanceof Outcome.Waiting)) {
      return Optional.empty();
    }
    return journal.nextEnd().filter(end -> end.isAfter(now));
  }

  private static DryRunResult resultOf(Outcome outcome, RunInput input, InMemoryJournal journal) {
    return outcome.match(
        well -> result(Ending.SUCCEEDED, well.output(), input, journal),
        badly -> result(Ending.FAILED, badly.problem(), input, journal),
        waiting -> result(Ending.UNANSWERED, null, input, journal),
        stopped -> result(Ending.TOO_LONG, null, input, journal));
  }

  private static DryRunResult result(
      Ending ending, @Nullable JsonNode result, RunInput input, InMemoryJournal journal) {
    List<DryRunStep> steps =
        new ArrayList<>(journal.records().stream().map(DryRunStep::of).toList());
    Set<String> executed = new HashSet<>();
    Set<String> unanswered = new HashSet<>();
    for (DryRunStep step : steps) {
      executed.add(Outline.keyOf(step.key()));
      if (step.state() == State.UNANSWERED) {
        unanswered.add(Outline.keyOf(step.key()));
      }
    }
    boolean isKnown = ending != Ending.TOO_LONG;
    for (Outline.Entry entry : Outline.of(input.definition().flow())) {
      isKnown &= !unanswered.contains(entry.key());
      if (!executed.contains(entry.key())) {
        steps.add(DryRunStep.without(entry, isKnown ? State.SKIPPED : State.UNKNOWN));
      }
    }
    return new DryRunResult(ending, result, steps);
  }
}
