package drawbridge.console.control;

import drawbridge.run.control.Ledger;
import drawbridge.run.control.Replayed;
import drawbridge.run.control.Replays;
import drawbridge.run.control.work.Dispatcher;
import drawbridge.run.entity.Run;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.entity.Pinned;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What operators do to runs. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RunCommands {

  /** Why a run cannot be repeated by the latest definition. */
  public static final String REMOVED = "The workflow was removed; replay the original definition.";

  @Inject Ledger ledger;
  @Inject Replays replays;
  @Inject Catalogue catalogue;
  @Inject Dispatcher dispatcher;

  /** Which definition a replay runs. */
  public enum Edition {
    ORIGINAL,
    LATEST
  }

  /** Cancels a run and its children; a run that has ended stays as it is. */
  public void cancel(Run run) {
    dispatcher.cancel(ledger.cancel(run.id()));
  }

  /**
   * Runs the same data once more; the original is kept.
   *
   * @return the new run's id; empty when the workflow was removed and has no latest definition
   */
  public Optional<String> replay(Run original, Edition edition) {
    return pinned(original, edition).map(pinned -> ledger.replay(original, pinned));
  }

  /** Runs the same data once more, from the top or from a step on. */
  public Replayed replay(Run original, Edition edition, Optional<String> from) {
    return pinned(original, edition)
        .map(
            pinned ->
                from.map(step -> replays.from(original, pinned, step))
                    .orElseGet(() -> new Replayed.Opened(ledger.replay(original, pinned))))
        .orElseGet(() -> new Replayed.Impossible(REMOVED));
  }

  private Optional<Pinned> pinned(Run run, Edition edition) {
    return switch (edition) {
      case ORIGINAL -> Optional.of(run.pinned());
      case LATEST ->
          Optional.ofNullable(
              catalogue
                  .resolve(run.workspaceId(), List.of(run.workflowId()))
                  .get(run.workflowId()));
    };
  }
}
