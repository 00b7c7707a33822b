package drawbridge.run.control;

import drawbridge.run.entity.Run;
import drawbridge.run.entity.Step;
import drawbridge.run.interpreter.StepKeys;
import drawbridge.workflow.control.CompiledVersions;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workflow.model.Definition;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Repeats a run from a step on: the new run takes over what the original's journal says was
 * finished before that step, and does the rest itself, under its own idempotency keys.
 */
@Stateless
public class Replays {

  private static final Set<String> FINISHED = Set.of("DONE", "FAILED");

  @Inject Ledger ledger;
  @Inject Steps steps;
  @Inject CompiledVersions versions;

  /**
   * Opens a run that begins at a step of the original.
   *
   * @param version what it runs; another one than the original's must have the same tasks at the
   *     places that are taken over
   * @param from the key of a step in the original's journal
   */
  public ReplayOutcome from(Run original, PinnedVersion version, String from) {
    List<Step> journal = steps.of(original.id());
    if (journal.isEmpty()) {
      return new ReplayOutcome.Impossible(
          "This run has no journal, or it was removed at its age; replay it from the top.");
    }
    Optional<Step> first = journal.stream().filter(s -> s.key().equals(from)).findFirst();
    if (first.isEmpty()) {
      return new ReplayOutcome.Impossible("The journal of this run has no step '" + from + "'.");
    }
    List<Step> taken = journal.stream().filter(step -> isTaken(step, first.get())).toList();
    if (!version.versionId().equals(original.versionId())) {
      Definition latest = versions.definition(version.versionId());
      Optional<Step> other =
          Stream.concat(taken.stream(), first.stream()).filter(s -> !fits(s, latest)).findFirst();
      if (other.isPresent()) {
        return new ReplayOutcome.Impossible(difference(other.get(), latest));
      }
    }
    return new ReplayOutcome.Opened(ledger.replay(original, version, taken));
  }

  /** Finished before it, and neither inside it nor around it. */
  private static boolean isTaken(Step step, Step from) {
    return FINISHED.contains(step.status())
        && step.position() < from.position()
        && !StepKeys.isWithin(step.key(), from.key())
        && !StepKeys.isWithin(from.key(), step.key());
  }

  private static boolean fits(Step step, Definition latest) {
    return StepKeys.find(latest, step.key())
        .filter(place -> place.equals(new StepKeys.Place(step.task(), step.kind())))
        .isPresent();
  }

  private static String difference(Step step, Definition latest) {
    return "Step '"
        + step.key()
        + "' is '"
        + step.task()
        + "' ("
        + step.kind()
        + ") in this run and "
        + StepKeys.find(latest, step.key())
            .map(place -> "'" + place.task() + "' (" + place.kind() + ")")
            .orElse("nothing")
        + " in the latest definition; replay the original one, or from the top.";
  }
}
