package drawbridge.run.control.work;

import drawbridge.run.control.Moves;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.ShortRuns;
import drawbridge.run.control.bench.Claimed;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.RunState;
import drawbridge.run.interpreter.RunTaken;
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
  @Inject Walker walker;
  @Inject Paces paces;
  @Inject ProcessorTime time;
  @Inject Clock clock;

  @Override
  public List<Moves.End> end(List<Claimed> begun) {
    List<Moves.End> ends = new ArrayList<>();
    ProcessorTime.Stretch all = time.begin(OF_ONE_TRANSACTION);
    for (Claimed claimed : begun) {
      if (paces.isShort(claimed.versionId())) {
        if (all.isOver()) {
          break;
        }
        ProcessorTime.Stretch ofRun = all.part(settings.shortTime());
        Optional<Moves.End> ended = end(claimed, ofRun);
        paces.note(claimed.versionId(), ended.isPresent() && !ofRun.isOver());
        ended.ifPresent(ends::add);
      }
    }
    return ends;
  }

  private Optional<Moves.End> end(Claimed claimed, ProcessorTime.Stretch stretch) {
    UnopenedJournal journal = new UnopenedJournal(stretch::isOver);
    try {
      Optional<Ending> ending = Ends.of(walker.walkAlone(claimed, journal), clock.instant());
      return ending
          .filter(end -> end.state() != RunState.CANCELLED)
          .map(end -> new Moves.End(claimed, journal.lines(), end));
    } catch (RunTaken e) {
      LOG.log(Level.DEBUG, "run {0} is no short one: {1}", claimed.id(), e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(
          Level.DEBUG,
          "run {0} is no short one; who works on it will meet this again: {1}",
          claimed.id(),
          e.toString());
    }
    return Optional.empty();
  }
}
