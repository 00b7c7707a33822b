package drawbridge.admin.control.runs;

import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import drawbridge.operator.entity.Scope;
import drawbridge.run.control.ReplayOutcome;
import drawbridge.run.control.Replays;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.entity.Run;
import drawbridge.workflow.control.VersionResolver;
import drawbridge.workflow.entity.PinnedVersion;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cancels and replays runs for operators. Records each action in the audit log. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RunCommands {

  /** The reason why a run cannot be replayed with the latest definition. */
  public static final String REMOVED = "The workflow was removed; replay the original definition.";

  private static final Action CANCEL = new Action("run.cancel", Role.OPERATOR);
  private static final Action REPLAY = new Action("run.replay", Scope.RUN);

  @Inject RunTransitions transitions;
  @Inject Replays replays;
  @Inject VersionResolver resolver;
  @Inject AuditedCommands commands;

  /** The definition that a replay runs. */
  public enum Edition {
    ORIGINAL,
    LATEST;

    public static final String ORIGINAL_LABEL = "original";
    public static final String LATEST_LABEL = "latest";

    /** Returns the edition of a label; the original one for null. */
    public static Edition of(@Nullable String label) {
      return LATEST_LABEL.equals(label) ? LATEST : ORIGINAL;
    }
  }

  /** Cancels a run and its children. Does not change a run that has ended. */
  public void cancel(Run run) {
    commands.make(of(CANCEL, run), () -> transitions.cancel(run.id()));
  }

  /** Starts a new run with the same data, from the first step or from a named one. */
  public ReplayOutcome replay(Run original, Edition edition, Optional<String> from) {
    return commands.make(
        of(REPLAY, original).saying(describe(edition, from)),
        () -> replayed(original, edition, from),
        ReplayOutcome.Started.class::isInstance);
  }

  private static String describe(Edition edition, Optional<String> from) {
    String definition = "the " + edition.name().toLowerCase(Locale.ROOT) + " definition";
    return from.map(step -> definition + " from " + step).orElse(definition);
  }

  private ReplayOutcome replayed(Run original, Edition edition, Optional<String> from) {
    return pinned(original, edition)
        .map(
            pinned ->
                from.map(step -> replays.from(original, pinned, step))
                    .orElseGet(() -> replays.fromTop(original, pinned)))
        .orElseGet(() -> new ReplayOutcome.Impossible(REMOVED));
  }

  private static Change of(Action action, Run run) {
    return Change.of(action, run.workspaceId(), run.id());
  }

  private Optional<PinnedVersion> pinned(Run run, Edition edition) {
    return switch (edition) {
      case ORIGINAL -> Optional.of(run.pinned());
      case LATEST ->
          Optional.ofNullable(
              resolver.resolve(run.workspaceId(), List.of(run.workflowId())).get(run.workflowId()));
    };
  }
}
