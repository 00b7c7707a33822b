package drawbridge.run.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.run.interpreter.Interpreter;
import drawbridge.run.interpreter.Limits;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.interpreter.RunInput;
import drawbridge.run.interpreter.RunTaken;
import drawbridge.run.outbound.Secrets;
import drawbridge.run.rehearsal.Rehearsed.Ending;
import drawbridge.run.rehearsal.RehearsedStep.State;
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
public final class Rehearsal {

  /** As runs have them, but shorter. */
  private static final Limits LIMITS = new Limits(1_000, 100, Duration.ofHours(24), 1 << 20, 20);

  private static final int MOST_LEAPS = 50;

  private final Secrets names;
  private final BiPredicate<String, String> isWorkflow;

  /**
   * @param secrets asked only whether there is one of a name; its value goes nowhere
   * @param isWorkflow whether there is a workflow of this name and version that may be a child
   */
  public Rehearsal(Secrets secrets, BiPredicate<String, String> isWorkflow) {
    this.names = name -> secrets.find(name).map(value -> "***");
    this.isWorkflow = isWorkflow;
  }

  /**
   * Walks the run, over waits, as far as the answers go.
   *
   * @param answers what calls and child runs are supposed to answer, by the task's name
   */
  public Rehearsed of(RunInput input, Map<String, SampleAnswer> answers) {
    Notebook notebook = new Notebook();
    LeapingClock clock = new LeapingClock(input.startedAt());
    Outside outside = new Outside(notebook, answers, isWorkflow);
    Interpreter interpreter =
        new Interpreter(LIMITS, outside, outside, Rehearsal::refuse, names, clock);
    try {
      Outcome outcome = interpreter.run(input, notebook);
      for (int leaps = 0; leaps < MOST_LEAPS; leaps++) {
        Optional<Instant> next = next(outcome, notebook, clock.instant());
        if (next.isEmpty()) {
          return told(outcome, input, notebook);
        }
        clock.leapTo(next.get());
        notebook.forgetUnanswered();
        outcome = interpreter.run(input, notebook);
      }
    } catch (RunTaken e) {
      throw new IllegalStateException("nobody takes a rehearsal", e);
    }
    return rehearsed(Ending.TOO_LONG, null, input, notebook);
  }

  /** The branches of a fork are walked one after the other. */
  private static void refuse(Runnable branch) {
    throw new RejectedExecutionException("a rehearsal has one thread");
  }

  /** When something happens by itself; what waits for an answer may wait for ever. */
  private static Optional<Instant> next(Outcome outcome, Notebook notebook, Instant now) {
    if (!(outcome instanceof Outcome.Waiting)) {
      return Optional.empty();
    }
    return notebook.nextEnd().filter(end -> end.isAfter(now));
  }

  private static Rehearsed told(Outcome outcome, RunInput input, Notebook notebook) {
    return outcome.match(
        well -> rehearsed(Ending.SUCCEEDED, well.output(), input, notebook),
        badly -> rehearsed(Ending.FAILED, badly.problem(), input, notebook),
        waiting -> rehearsed(Ending.UNANSWERED, null, input, notebook),
        stopped -> rehearsed(Ending.TOO_LONG, null, input, notebook));
  }

  private static Rehearsed rehearsed(
      Ending ending, @Nullable JsonNode result, RunInput input, Notebook notebook) {
    List<RehearsedStep> steps =
        new ArrayList<>(notebook.records().stream().map(RehearsedStep::of).toList());
    Set<String> walked = new HashSet<>();
    Set<String> unanswered = new HashSet<>();
    for (RehearsedStep step : steps) {
      walked.add(Outline.place(step.key()));
      if (step.state() == State.UNANSWERED) {
        unanswered.add(Outline.place(step.key()));
      }
    }
    boolean isKnown = ending != Ending.TOO_LONG;
    for (Outline.Entry entry : Outline.of(input.definition().flow())) {
      isKnown &= !unanswered.contains(entry.key());
      if (!walked.contains(entry.key())) {
        steps.add(RehearsedStep.without(entry, isKnown ? State.SKIPPED : State.UNKNOWN));
      }
    }
    return new Rehearsed(ending, result, steps);
  }
}
