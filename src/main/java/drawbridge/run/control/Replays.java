package drawbridge.run.control;

import drawbridge.platform.Ids;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.Step;
import drawbridge.run.interpreter.StepKeys;
import drawbridge.workflow.control.CompiledVersions;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workflow.model.Definition;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Replays runs: inserts new runs with the data of old ones. */
@Stateless
public class Replays {

  private static final Set<String> FINISHED = Set.of("DONE", "FAILED");

  @Inject RunInserts inserts;
  @Inject Steps steps;
  @Inject CompiledVersions versions;
  @Inject Clock clock;

  /** Replays a run from the top, and keeps the original. */
  public ReplayOutcome fromTop(Run original, PinnedVersion version) {
    NewRun replay = replaying(original, version);
    inserts.insert(List.of(replay));
    return new ReplayOutcome.Started(replay.id());
  }

  /**
   * Replays a run from a step on, and keeps the original. The new run copies the steps that the
   * original finished before that step, and executes the rest under its own idempotency keys.
   *
   * @param version that the replay executes; another version than the original's must have the same
   *     tasks at the copied steps
   * @param from key of a step in the original's journal
   */
  public ReplayOutcome from(Run original, PinnedVersion version, String from) {
    List<Step> journal = steps.of(original.id());
    if (journal.isEmpty()) {
      return new ReplayOutcome.Impossible(
          "This run has no journal, or retention has removed it. Replay the run from the top.");
    }
    Optional<Step> first = journal.stream().filter(s -> s.key().equals(from)).findFirst();
    if (first.isEmpty()) {
      return new ReplayOutcome.Impossible("The journal of this run has no step '" + from + "'.");
    }
    List<Step> copied = journal.stream().filter(step -> isCopied(step, first.get())).toList();
    if (!version.versionId().equals(original.versionId())) {
      Definition latest = versions.definition(version.versionId());
      Optional<Step> other =
          Stream.concat(copied.stream(), first.stream()).filter(s -> !fits(s, latest)).findFirst();
      if (other.isPresent()) {
        return new ReplayOutcome.Impossible(difference(other.get(), latest));
      }
    }
    NewRun replay = replaying(original, version);
    inserts.insert(replay, copied);
    return new ReplayOutcome.Started(replay.id());
  }

  private NewRun replaying(Run original, PinnedVersion version) {
    return NewRun.replaying(original, Ids.next(clock.millis()), version, Optional.empty());
  }

  /** Returns whether a step finished before the other, and neither contains the other. */
  private static boolean isCopied(Step step, Step from) {
    return FINISHED.contains(step.status())
        && step.position() < from.position()
        && !StepKeys.isWithin(step.key(), from.key())
        && !StepKeys.isWithin(from.key(), step.key());
  }

  private static boolean fits(Step step, Definition latest) {
    return StepKeys.find(latest, step.key())
        .filter(task -> task.equals(new StepKeys.Named(step.task(), step.kind())))
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
            .map(task -> "'" + task.task() + "' (" + task.kind() + ")")
            .orElse("nothing")
        + " in the latest definition. Replay the original definition, or replay from the top.";
  }
}
