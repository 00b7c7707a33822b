package drawbridge.run.worker;

import drawbridge.run.control.RunSettings;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.control.ShortRuns;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.RunState;
import drawbridge.run.interpreter.LeaseLost;
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
 * Works on short runs in the transaction that opens them. All of them together may take a while and
 * no longer, since a transaction with others in it waits: whoever comes then is opened the long
 * way, and so is a run that turns out not to be short.
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
  public List<RunTransitions.End> end(List<RunLease> begun) {
    List<RunTransitions.End> ends = new ArrayList<>();
    ProcessorTime.Stretch all = time.begin(OF_ONE_TRANSACTION);
    for (RunLease lease : begun) {
      if (history.isShort(lease.versionId())) {
        if (all.isOver()) {
          break;
        }
        ProcessorTime.Stretch ofRun = all.part(settings.shortTime());
        Optional<RunTransitions.End> ended = end(lease, ofRun);
        history.note(lease.versionId(), ended.isPresent() && !ofRun.isOver());
        ended.ifPresent(ends::add);
      }
    }
    return ends;
  }

  private Optional<RunTransitions.End> end(RunLease lease, ProcessorTime.Stretch stretch) {
    TransientJournal journal = new TransientJournal(stretch::isOver);
    try {
      Optional<Ending> ending =
          Ends.of(interpreterRunner.walkAlone(lease, journal), clock.instant());
      return ending
          .filter(end -> end.state() != RunState.CANCELLED)
          .map(end -> new RunTransitions.End(lease, journal.lines(), end));
    } catch (LeaseLost e) {
      LOG.log(Level.DEBUG, "run {0} is no short one: {1}", lease.id(), e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(
          Level.DEBUG,
          "run {0} is no short one; who works on it will meet this again: {1}",
          lease.id(),
          e.toString());
    }
    return Optional.empty();
  }
}
