package drawbridge.run.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.run.dryrun.DryRunResult.Ending;
import drawbridge.run.dryrun.DryRunStep.State;
import drawbridge.run.interpreter.Interpreter;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.interpreter.RunInput;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.outbound.authorization.Authorizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Executes runs without storing or sending anything. Thread safe. */
public final class DryRun {

  /** Stricter than the limits of runs. */
  private static final RunLimits LIMITS =
      new RunLimits(1_000, 100, Duration.ofHours(24), 1 << 20, 4 << 20, 32, 20);

  private static final int MAX_WAITS = 50;

  private final Function<String, Optional<String>> names;
  private final BiPredicate<String, String> isWorkflow;

  /**
   * @param secrets whose names are used, and whose values are not
   * @param isWorkflow returns whether a name and version denote a workflow that may be a child
   */
  public DryRun(
      Function<String, Optional<String>> secrets, BiPredicate<String, String> isWorkflow) {
    this.names = name -> secrets.apply(name).map(value -> "***");
    this.isWorkflow = isWorkflow;
  }

  /**
   * Executes a run until it ends or needs an answer that is not given. Waits take no time.
   *
   * @param answers of calls and child runs, by task name
   */
  public DryRunResult of(RunInput input, Map<String, SampleAnswer> answers) {
    InMemoryJournal journal = new InMemoryJournal();
    StubbedOutbound stubs = new StubbedOutbound(journal, answers, isWorkflow);
    Instant now = input.startedAt();
    Outcome outcome = execute(input, stubs, journal, now);
    for (int waits = 0; waits < MAX_WAITS; waits++) {
      Optional<Instant> next = next(outcome, journal, now);
      if (next.isEmpty()) {
        return resultOf(outcome, input, journal);
      }
      now = next.get();
      journal.forgetUnanswered();
      outcome = execute(input, stubs, journal, now);
    }
    return result(Ending.TOO_LONG, null, input, journal);
  }

  private Outcome execute(
      RunInput input, StubbedOutbound stubs, InMemoryJournal journal, Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try {
      return new Interpreter(
              LIMITS, stubs, Authorizer.PLACEHOLDERS, stubs, Interpreter.NO_BRANCHES, names, clock)
          .run(input, journal);
    } catch (LeaseLost e) {
      throw new IllegalStateException("unreachable: a dry run has no lease", e);
    }
  }

  /** Returns the end of the next timed wait; empty when the run waits for answers only. */
  private static Optional<Instant> next(Outcome outcome, InMemoryJournal journal, Instant now) {
    return outcome instanceof Outcome.Waiting
        ? journal.nextEnd().filter(end -> end.isAfter(now))
        : Optional.empty();
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
    for (Outline.Entry entry : Outline.of(input.definition())) {
      isKnown &= !unanswered.contains(entry.key());
      if (!executed.contains(entry.key())) {
        steps.add(DryRunStep.without(entry, isKnown ? State.SKIPPED : State.UNKNOWN));
      }
    }
    return new DryRunResult(ending, result, steps);
  }
}
