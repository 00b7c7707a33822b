package drawbridge.run.worker;

import drawbridge.platform.Problem;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.compute.ProcessorTime;
import drawbridge.platform.json.JsonBytes;
import drawbridge.platform.store.StoreFailures;
import drawbridge.run.control.RunEnd;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.control.Steps;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.Step;
import drawbridge.run.interpreter.Interpreter;
import drawbridge.run.interpreter.MemoryShare;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.slots.NodeMemory;
import drawbridge.run.slots.RunLease;
import drawbridge.run.slots.RunSlots;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Executes one leased run on the stored journal, and writes its end or its wait. Catches all errors
 * of a run.
 */
@ApplicationScoped
public class Runner {

  private static final System.Logger LOG = System.getLogger(Runner.class.getName());

  /** Lost nodes after which the run is suspected to kill them. */
  static final int MAX_LOSSES = 5;

  /** Copies of the texts of an end while it is written: characters, and bytes of the driver. */
  private static final int TEXTS_OF_END = 2;

  /** Bytes of an end for which a run waits until there is memory. */
  private static final int LARGE_END = 1 << 20;

  @EJB RunTransitions transitions;
  @Inject RunEndWriter endWriter;
  @EJB Steps steps;
  @Inject InterpreterRunner interpreterRunner;
  @Inject ShortRunHistory history;
  @Inject ProcessorTime time;
  @Inject RunSlots slots;
  @Inject RunSettings settings;
  @Inject RunLimits limits;
  @Inject Clock clock;

  /**
   * How this node left a run.
   *
   * @param isEnded whether the end writer has freed the run's slot
   * @param dueAt when a parked run is due, if it waits for a time
   */
  record Result(boolean isEnded, Optional<Instant> dueAt) {

    private static final Result ENDED = new Result(true, Optional.empty());
    private static final Result LEFT = new Result(false, Optional.empty());
  }

  /** Executes a run until it ends or waits. Blocks; never throws what the run has thrown. */
  Result execute(RunLease lease, BooleanSupplier cancelled) {
    try {
      if (lease.losses() >= MAX_LOSSES) {
        return failAfterLosses(lease);
      }
      try (NodeMemory.Share share = slots.openShare()) {
        return executed(lease, cancelled, share);
      }
    } catch (LeaseLost e) {
      LOG.log(
          Level.INFO,
          "run {0}: lease lost ({1}); the node that holds the run continues it",
          lease.id(),
          e.getMessage());
      return Result.LEFT;
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      return broken(lease, e, cancelled);
    }
  }

  /** Executes a run with memory for its data and its end, or lets it wait for memory. */
  private Result executed(RunLease lease, BooleanSupplier cancelled, NodeMemory.Share share)
      throws LeaseLost {
    share.holdTexts(lease.runtime().length() + lease.stateValues().length());
    if (lease.resumed()) {
      long stored = steps.length(lease.id());
      if (stored > limits.stored()) {
        return endUnread(lease, stored, cancelled);
      }
      share.holdTexts(stored);
    }
    boolean isWaiting = share.isExceeded() && !cancelled.getAsBoolean();
    List<Step> earlier = lease.resumed() && !isWaiting ? steps.of(lease.id()) : List.of();
    JpaJournal journal = new JpaJournal(lease, earlier, steps, cancelled);
    Outcome outcome = isWaiting ? waitForMemory() : walk(lease, journal, share);
    long end = bytes(outcome);
    share.holdTexts(TEXTS_OF_END * end);
    Outcome written = end > LARGE_END && share.isExceeded() ? waitForMemory() : outcome;
    return left(lease, journal, written);
  }

  private Outcome waitForMemory() {
    return new Outcome.Waiting(clock.instant().plus(Interpreter.MEMORY_DELAY), Set.of());
  }

  /** Returns the size of what is written at the end of a run. */
  private static long bytes(Outcome outcome) {
    return outcome.match(
        done -> JsonBytes.of(done.output()) + JsonBytes.of(done.states()),
        failed -> JsonBytes.of(failed.problem()) + JsonBytes.of(failed.states()),
        waiting -> 0L,
        cancelled -> 0L);
  }

  private Result left(RunLease lease, JpaJournal journal, Outcome outcome) {
    return outcome instanceof Outcome.Waiting waiting
        ? park(lease, journal, waiting)
        : RunEnd.of(lease, journal.pending(), outcome, clock.instant())
            .map(this::end)
            .orElse(Result.LEFT);
  }

  private Outcome walk(RunLease lease, JpaJournal journal, MemoryShare share) throws LeaseLost {
    ProcessorTime.Stretch stretch = time.begin(settings.shortTime());
    Outcome outcome = interpreterRunner.walk(lease, journal, share);
    if (!lease.resumed()) {
      boolean isAtOnce = !(outcome instanceof Outcome.Waiting) && !journal.isCommitted();
      history.note(lease.versionId(), isAtOnce && !stretch.isOver());
    }
    return outcome;
  }

  private Result broken(RunLease lease, Throwable e, BooleanSupplier cancelled) {
    if (isOfTheStore(e)) {
      LOG.log(
          Level.WARNING,
          "run {0}: the store did not answer: {1}; the run is resumed from its journal",
          lease.id(),
          e.toString());
      return Result.LEFT;
    }
    try {
      return cancelled.getAsBoolean()
          ? end(new RunEnd(lease, List.of(), Ending.cancelled(clock.instant())))
          : UnreadableRun.in(e)
              .map(unreadable -> failUnreadable(lease, unreadable))
              .orElseGet(() -> failInternally(lease, e));
    } catch (EJBException | PersistenceException unwritten) {
      LOG.log(
          Level.WARNING,
          "run {0}: cannot write its failure: {1}; the run is resumed from its journal",
          lease.id(),
          unwritten.toString());
      return Result.LEFT;
    }
  }

  private Result failUnreadable(RunLease lease, String detail) {
    LOG.log(Level.ERROR, "run {0}: {1}; the run fails", lease.id(), detail);
    return fail(
        lease,
        UnreadableRun.KIND,
        UnreadableRun.TITLE,
        detail,
        "The run is not resumed. A replay needs the same data; send the request again instead.");
  }

  private Result failInternally(RunLease lease, Throwable e) {
    LOG.log(Level.ERROR, "run " + lease.id() + ": internal error; the run fails", e);
    return fail(
        lease,
        "internal",
        "Internal error",
        "Drawbridge failed to execute the run. The log has the cause under the run's id.",
        "The run is not retried. Replay the run after the cause is fixed.");
  }

  /**
   * Returns whether a retry may succeed. An exception of our code in a bean occurs again; the
   * container's own, without a cause, does not.
   */
  static boolean isOfTheStore(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return StoreFailures.isOfTheStore(failure) || root instanceof EJBException;
  }

  private Result end(RunEnd end) {
    if (endWriter.end(end)) {
      LOG.log(
          Level.DEBUG,
          "run {0}: {1}; workflow {2}",
          end.id(),
          end.ending().state(),
          end.lease().workflowName());
    }
    return Result.ENDED;
  }

  private Result park(RunLease lease, JpaJournal journal, Outcome.Waiting waiting) {
    List<String> children = waiting.children().stream().map(UUID::toString).toList();
    transitions.park(lease, journal.pending(), waiting.dueAt(), children);
    return new Result(false, Optional.ofNullable(waiting.dueAt()));
  }

  private Result failAfterLosses(RunLease lease) {
    LOG.log(
        Level.ERROR,
        "run {0}: {1} nodes died while they executed it; the run fails",
        lease.id(),
        lease.losses());
    return fail(
        lease,
        "nodes-lost",
        "Nodes lost",
        lease.losses() + " nodes died while they executed this run, which may be the cause.",
        "The run is not resumed. Find out why the nodes died, then replay the run.");
  }

  /** Ends a run with a journal above its limit, which a smaller heap than before may not hold. */
  private Result endUnread(RunLease lease, long stored, BooleanSupplier cancelled) {
    return cancelled.getAsBoolean()
        ? end(new RunEnd(lease, List.of(), Ending.cancelled(clock.instant())))
        : fail(
            lease,
            "limit",
            "Limit passed",
            "The journal of the run has %d characters, which exceed the limit 'stored bytes per run' of %d."
                .formatted(stored, limits.stored()),
            "The run is not resumed. Raise drawbridge.run.max-stored before a replay.");
  }

  private Result fail(RunLease lease, String type, String title, String detail, String next) {
    String problem = JsonBinding.write(Problem.of(type, title, 500, detail).ofRun(next));
    Ending ending = Ending.failed(problem, null, clock.instant());
    return end(new RunEnd(lease, List.of(), ending));
  }
}
