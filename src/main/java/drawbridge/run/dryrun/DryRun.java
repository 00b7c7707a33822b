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

/** Rehearses runs: says what one would do, and does nothing. Thread safe. */
public final class DryRun {

  /** As runs have them, but shorter. */
  private static final RunLimits LIMITS =
      new RunLimits(1_000, 100, Duration.ofHours(24), 1 << 20, 20);

  private static final int MOST_LEAPS = 50;

  private final OutboundSecrets names;
  private final BiPredicate<String, String> isWorkflow;

  /**
   * @param secrets asked only whether there is one of a name; its value goes nowhere
   * @param isWorkflow whether there is a workflow of this name and version that may be a child
   */
  public DryRun(OutboundSecrets secrets, BiPredicate<String, String> isWorkflow) {
    this.names = name -> secrets.find(name).map(value -> "***");
    this.isWorkflow = isWorkflow;
  }

  /**
   * Walks the run, over waits, as far as the answers go.
   *
   * @param answers what calls and child runs are supposed to answer, by the task's name
   */
  public DryRunResult of(RunInput input, Map<String, SampleAnswer> answers) {
    InMemoryJournal journal = new InMemoryJournal();
    FastForwardClock clock = new FastForwardClock(input.startedAt());
    StubbedOutbound outside = new StubbedOutbound(journal, answers, isWorkflow);
    Interpreter interpreter =
        new Interpreter(LIMITS, outside, outside, DryRun::refuse, names, clock);
    try {
      Outcome outcome = interpreter.run(input, journal);
      for (int leaps = 0; leaps < MOST_LEAPS; leaps++) {
        Optional<Instant> next = next(outcome, journal, clock.instant());
        if (next.isEmpty()) {
          return told(outcome, input, journal);
        }
        clock.leapTo(next.get());
        journal.forgetUnanswered();
        outcome = interpreter.run(input, journal);
      }
    } catch (LeaseLost e) {
      throw new IllegalStateException("nobody takes a rehearsal", e);
    }
    return rehearsed(Ending.TOO_LONG, null, input, journal);
  }

  /** The branches of a fork are walked one after the other. */
  private static void refuse(Runnable branch) {
    throw new RejectedExecutionException("a rehearsal has one thread");
  }

  /** When something happens by itself; what waits for an answer may wait for ever. */
  private static Optional<Instant> next(Outcome outcome, InMemoryJournal journal, Instant now) {
    if (!(outcome instanceof Outcome.Waiting)) {
      return Optional.empty();
    }
    return journal.nextEnd().filter(end -> end.isAfter(now));
  }

  private static DryRunResult told(Outcome outcome, RunInput input, InMemoryJournal journal) {
    return outcome.match(
        well -> rehearsed(Ending.SUCCEEDED, well.output(), input, journal),
        badly -> rehearsed(Ending.FAILED, badly.problem(), input, journal),
        waiting -> rehearsed(Ending.UNANSWERED, null, input, journal),
        stopped -> rehearsed(Ending.TOO_LONG, null, input, journal));
  }

  private static DryRunResult rehearsed(
      Ending ending, @Nullable JsonNode result, RunInput input, InMemoryJournal journal) {
    List<DryRunStep> steps =
        new ArrayList<>(journal.records().stream().map(DryRunStep::of).toList());
    Set<String> walked = new HashSet<>();
    Set<String> unanswered = new HashSet<>();
    for (DryRunStep step : steps) {
      walked.add(Outline.place(step.key()));
      if (step.state() == State.UNANSWERED) {
        unanswered.add(Outline.place(step.key()));
      }
    }
    boolean isKnown = ending != Ending.TOO_LONG;
    for (Outline.Entry entry : Outline.of(input.definition().flow())) {
      isKnown &= !unanswered.contains(entry.key());
      if (!walked.contains(entry.key())) {
        steps.add(DryRunStep.without(entry, isKnown ? State.SKIPPED : State.UNKNOWN));
      }
    }
    return new DryRunResult(ending, result, steps);
  }
}
