package drawbridge.run.control;

import static java.util.stream.Collectors.toMap;

import drawbridge.platform.store.BulkUpdate;
import drawbridge.platform.store.InstantColumn;
import drawbridge.run.control.issue.IssueLedger;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.Issue;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.RunLease;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes the state of inserted runs; each method is one transaction.
 *
 * <p>Locks are taken in one order, so that no deadlock occurs: a parent before its child, runs that
 * end together by id.
 */
@Stateless
public class RunTransitions {

  /** Does what {@link Run#end} does, for running runs that are not read first. */
  private static final BulkUpdate<RunEnd> END =
      new BulkUpdate<>(
          "update run set state = ?, output = ?, states = ?, problem = ?, ended_at = ?,"
              + " issue = ?, node = null, due_at = null, row_version = row_version + 1"
              + " where id = ? and epoch = ? and state = 'RUNNING'",
          List.of(
              end -> end.ending().state().name(),
              end -> end.ending().output(),
              end -> end.ending().states(),
              end -> end.ending().problem(),
              end -> InstantColumn.micros(end.ending().at()),
              end -> end.issue().map(Issue::id).orElse(null),
              RunEnd::id,
              end -> end.lease().epoch()));

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @EJB Steps steps;
  @EJB IssueLedger issues;
  @Inject Event<Ledger.Queued> queued;
  @Inject Event<Ledger.CancelRequested> cancelRequested;
  @Inject Event<Ledger.Ended> ended;

  /** Returns a leased run to its lane; false when the lease is lost, and nothing was changed. */
  public boolean handBack(RunLease lease) {
    return ifHeld(lease, run -> run.park(clock.instant()));
  }

  /**
   * Returns a run to its lane that the node holds without executing it. Has no effect when another
   * node holds the run.
   */
  public void release(String id, String node) {
    Run run = locked(id);
    if (run != null && run.state() == RunState.RUNNING && node.equals(run.node())) {
      run.park(clock.instant());
      queued.fire(Ledger.Queued.started(run));
    }
  }

  /**
   * Writes journal lines and lets a run wait. The run stays due when a child has already ended: a
   * child's end locks the parent, as this does. False when the lease is lost, and nothing was
   * changed.
   *
   * @param until end of the wait; null to wait for the children only
   * @param children whose ends wake the run
   */
  public boolean park(
      RunLease lease,
      List<Steps.Line> lines,
      @Nullable Instant until,
      Collection<String> children) {
    return ifHeld(
        lease,
        run -> {
          steps.add(Map.of(run.id(), lines));
          run.park(until);
          if (run.isCancelRequested() || hasEnded(children)) {
            wake(run);
          }
        });
  }

  private boolean hasEnded(Collection<String> runs) {
    return !runs.isEmpty()
        && !entities
            .createQuery(
                "select r.id from Run r where r.id in :runs and r.endedAt is not null",
                String.class)
            .setParameter("runs", runs)
            .setMaxResults(1)
            .getResultList()
            .isEmpty();
  }

  /**
   * Ends leased runs, writes the last lines of their journals, and wakes their parents. The end of
   * a cancelled run also cancels its children. A child run must end alone, because several ends
   * could lock their parents in different orders.
   *
   * @return for each end in order, false when the lease is lost and nothing was changed
   * @throws IllegalArgumentException for several ends with a child among them
   */
  public List<Boolean> end(List<RunEnd> ends) {
    if (ends.size() > 1 && ends.stream().anyMatch(RunEnd::isOfChild)) {
      throw new IllegalArgumentException("a child run must end alone");
    }
    Optional<Run> parent =
        ends.stream()
            .filter(RunEnd::isOfChild)
            .findFirst()
            .flatMap(end -> lockedParentOf(end.id()));
    List<RunEnd> inOrder = ends.stream().sorted(Comparator.comparing(RunEnd::id)).toList();
    Iterator<Boolean> isWritten = END.execute(entities, inOrder).iterator();
    List<RunEnd> written = inOrder.stream().filter(end -> isWritten.next()).toList();
    steps.add(written.stream().collect(toMap(RunEnd::id, RunEnd::lines)));
    written.stream()
        .filter(end -> end.ending().state() == RunState.CANCELLED)
        .forEach(end -> unfinishedChildren(end.id()).forEach(this::cancel));
    Map<String, Issue> failed = new HashMap<>();
    written.forEach(end -> end.issue().ifPresent(issue -> failed.put(end.id(), issue)));
    issues.note(failed);
    if (!written.isEmpty()) {
      parent.ifPresent(this::wake);
      ended.fire(
          new Ledger.Ended(
              written.stream().collect(toMap(RunEnd::id, end -> end.ending().state()))));
    }
    return ends.stream().map(written::contains).toList();
  }

  private boolean ifHeld(RunLease lease, Consumer<Run> change) {
    Run run = locked(lease.id());
    if (run == null || !run.isHeldUnder(lease.epoch())) {
      return false;
    }
    change.accept(run);
    return true;
  }

  private @Nullable Run locked(String id) {
    return entities.find(Run.class, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private Optional<Run> lockedParentOf(String id) {
    return entities
        .createQuery(
            "select r.parentRun from Run r where r.id = :id and r.parentRun is not null",
            String.class)
        .setParameter("id", id)
        .getResultStream()
        .findFirst()
        .map(this::locked);
  }

  private void wake(Run run) {
    if (run.wake(clock.instant())) {
      queued.fire(Ledger.Queued.started(run));
    }
  }

  /**
   * Cancels a run and its children (X10). Ends the waiting ones, and requests the running ones to
   * stop. Has no effect on runs that have ended, or do not exist. Idempotent.
   */
  public void cancel(String id) {
    List<String> running = new ArrayList<>();
    cancel(id, running);
    if (!running.isEmpty()) {
      cancelRequested.fire(new Ledger.CancelRequested(running));
    }
  }

  private void cancel(String id, List<String> running) {
    Optional<Run> parent = lockedParentOf(id);
    Run run = locked(id);
    if (run == null) {
      return;
    }
    run.requestCancel();
    if (run.state() == RunState.RUNNING) {
      running.add(id);
    } else if (!run.state().isFinal()) {
      run.end(Ending.cancelled(clock.instant()));
      ended.fire(new Ledger.Ended(Map.of(run.id(), run.state())));
      parent.ifPresent(this::wake);
    }
    unfinishedChildren(id).forEach(child -> cancel(child, running));
  }

  private List<String> unfinishedChildren(String id) {
    return entities
        .createQuery(
            "select r.id from Run r where r.parentRun = :id and r.endedAt is null order by r.id",
            String.class)
        .setParameter("id", id)
        .getResultList();
  }
}
