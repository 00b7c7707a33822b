package drawbridge.run.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import drawbridge.platform.Problem;
import drawbridge.platform.store.StoreFailures;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.control.Steps;
import drawbridge.run.entity.Ending;
import drawbridge.run.interpreter.LeaseLost;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.slots.RunLease;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Works on one run that this node took: lets the interpreter walk on the stored journal, and writes
 * down how it ended. The one place where whatever goes wrong in a run is caught.
 */
@ApplicationScoped
public class Runner {

  private static final System.Logger LOG = System.getLogger(Runner.class.getName());

  @EJB RunTransitions transitions;
  @Inject RunEndWriter endWriter;
  @EJB Steps steps;
  @Inject InterpreterRunner interpreterRunner;
  @Inject ShortRunHistory history;
  @Inject ProcessorTime time;
  @Inject RunSettings settings;
  @Inject Clock clock;

  /** Nodes that a run may take with it before it is taken for what kills them. */
  static final int MOST_LOSSES = 5;

  /**
   * Works until the run ends or waits.
   *
   * @return when to look at it again, if it waits for a time
   */
  public Optional<Instant> work(RunLease lease, BooleanSupplier cancelled) {
    try {
      if (lease.losses() >= MOST_LOSSES) {
        giveUp(lease);
        return Optional.empty();
      }
      JpaJournal journal =
          new JpaJournal(
              lease, lease.resumed() ? steps.of(lease.id()) : List.of(), steps, cancelled);
      Outcome outcome = walk(lease, journal);
      if (outcome instanceof Outcome.Waiting waiting) {
        return park(lease, journal, waiting);
      }
      Ends.of(outcome, clock.instant()).ifPresent(ending -> end(lease, journal, ending));
    } catch (LeaseLost e) {
      LOG.log(
          Level.INFO,
          "run {0}: stopped here ({1}); whoever holds it goes on",
          lease.id(),
          e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      broken(lease, e);
    }
    return Optional.empty();
  }

  private Outcome walk(RunLease lease, JpaJournal journal) throws LeaseLost {
    ProcessorTime.Stretch stretch = time.begin(settings.shortTime());
    Outcome outcome = interpreterRunner.walk(lease, journal);
    if (!lease.resumed()) {
      boolean isAtOnce = !(outcome instanceof Outcome.Waiting) && !journal.isCommitted();
      history.note(lease.versionId(), isAtOnce && !stretch.isOver());
    }
    return outcome;
  }

  private void broken(RunLease lease, Throwable e) {
    if (isOfTheStore(e)) {
      LOG.log(
          Level.WARNING,
          "run {0}: the store did not answer ({1}); it is taken up again",
          lease.id(),
          e.toString());
    } else {
      LOG.log(
          Level.ERROR, "run " + lease.id() + " failed by a fault of ours; it is not repeated", e);
      failBadly(lease);
    }
  }

  /** What may be well next time; a bean that stumbles over a fault of ours will do so again. */
  static boolean isOfTheStore(Throwable failure) {
    if (StoreFailures.isOfTheStore(failure)) {
      return true;
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof EJBException
        || !(root instanceof RuntimeException || root instanceof Error);
  }

  private void end(RunLease lease, JpaJournal journal, Ending ending) {
    if (endWriter.end(new RunTransitions.End(lease, journal.pending(), ending))) {
      LOG.log(Level.DEBUG, "run {0} of {1}: {2}", lease.id(), lease.workflowName(), ending.state());
    }
  }

  private Optional<Instant> park(RunLease lease, JpaJournal journal, Outcome.Waiting waiting) {
    List<String> children = waiting.children().stream().map(UUID::toString).toList();
    transitions.park(lease, journal.pending(), waiting.dueAt(), children);
    return Optional.ofNullable(waiting.dueAt());
  }

  private void giveUp(RunLease lease) {
    LOG.log(
        Level.ERROR,
        "run {0} is given up: {1} nodes died while they worked on it",
        lease.id(),
        lease.losses());
    fail(
        lease,
        Problem.of(
            "nodes-lost",
            "Nodes lost",
            500,
            lease.losses() + " nodes died while they worked on this run; it may be why."),
        "The run is not taken up again; replay it once it is known why they died.");
  }

  private void failBadly(RunLease lease) {
    try {
      fail(
          lease,
          Problem.of(
              "internal",
              "Internal error",
              500,
              "A fault of Drawbridge; the log knows more under this run's id."),
          "The run is not repeated; replay it once the fault is mended.");
    } catch (EJBException | PersistenceException e) {
      LOG.log(
          Level.WARNING,
          "run {0}: its failure could not be written; it is taken up again",
          lease.id());
    }
  }

  /** Without the interpreter: what it would say cannot be had. */
  private void fail(RunLease lease, Problem problem, String next) {
    ObjectNode written = problem.toJson();
    written.put("next", next);
    Ending ending = Ending.failed(Json.write(written), null, clock.instant());
    endWriter.end(new RunTransitions.End(lease, List.of(), ending));
  }
}
