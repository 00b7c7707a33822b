package drawbridge.run.worker;

import drawbridge.platform.compute.ProcessorLimit;
import drawbridge.platform.compute.ProcessorTime;
import drawbridge.run.control.RunEnd;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.ShortRuns;
import drawbridge.run.entity.RunState;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.slots.RunLease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Executes short runs in the transaction that inserts them. The runs of one transaction have a
 * common time limit, because the transaction's other requests wait. Runs beyond the limit, and runs
 * that turn out not to be short, take the normal path.
 */
@ApplicationScoped
public class ShortRunner implements ShortRuns {

  private static final System.Logger LOG = System.getLogger(ShortRunner.class.getName());
  private static final Duration OF_ONE_TRANSACTION = Duration.ofMillis(50);

  @Inject RunSettings settings;
  @Inject InterpreterRunner interpreterRunner;
  @Inject ShortRunHistory history;
  @Inject ProcessorTime time;
  @Inject Clock clock;

  @Override
  public List<RunEnd> end(List<RunLease> begun) {
    List<RunEnd> ends = new ArrayList<>();
    ProcessorTime.Stretch all = time.begin(OF_ONE_TRANSACTION);
    for (RunLease lease : begun) {
      if (history.isShort(lease.versionId())) {
        if (all.isOver()) {
          break;
        }
        ProcessorTime.Stretch ofRun = all.part(settings.shortTime());
        Optional<RunEnd> end = end(lease, ofRun);
        history.note(lease.versionId(), end.isPresent() && !ofRun.isOver());
        end.ifPresent(ends::add);
      }
    }
    return ends;
  }

  private Optional<RunEnd> end(RunLease lease, ProcessorTime.Stretch stretch) {
    TransientJournal journal = new TransientJournal(stretch::isOver);
    try {
      Outcome outcome =
          ProcessorLimit.within(stretch, () -> interpreterRunner.walkAlone(lease, journal));
      return RunEnd.of(lease, journal.lines(), outcome, clock.instant())
          .filter(end -> end.ending().state() != RunState.CANCELLED);
    } catch (LeaseLost | RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      LOG.log(
          Level.DEBUG,
          "run {0}: fast path abandoned: {1}; the run takes the normal path",
          lease.id(),
          e.toString());
      return Optional.empty();
    }
  }
}
