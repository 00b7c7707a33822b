package drawbridge.run.control;

import static java.util.stream.Collectors.toMap;

import drawbridge.platform.store.BulkUpdate;
import drawbridge.platform.store.InstantColumn;
import drawbridge.run.entity.Ending;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The moves of runs that were opened: each is one transaction in here.
 *
 * <p>Order of locks, so that no two can wait for each other: a parent before its child.
 */
@Stateless
public class RunTransitions {

  /** What {@link Run#end} does to a run at work, for those that need not be read for it. */
  private static final BulkUpdate<End> END =
      new BulkUpdate<>(
          "update run set state = ?, output = ?, states = ?, problem = ?, ended_at = ?,"
              + " node = null, due_at = null, row_version = row_version + 1"
              + " where id = ? and epoch = ? and state = 'RUNNING'",
          List.of(
              end -> end.ending().state().name(),
              end -> end.ending().output(),
              end -> end.ending().states(),
              end -> end.ending().problem(),
              end -> InstantColumn.micros(end.ending().at()),
              End::id,
              end -> end.lease().epoch()));

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @EJB Steps steps;
  @Inject Event<Ledger.Queued> queued;
  @Inject Event<Ledger.Ended> ended;

  /** Gives a run back that could not be worked on; false when it is not ours any more. */
  public boolean handBack(RunLease lease) {
    return held(lease, run -> run.handBack(clock.instant()));
  }

  /**
   * Puts a run back that its own node has lost sight of; nothing happens when it is not that node's
   * any more.
   */
  public void release(String id, String node) {
    Run run = locked(id);
    if (run != null && run.state() == RunState.RUNNING && node.equals(run.node())) {
      run.handBack(clock.instant());
      queued.fire(Ledger.Queued.begun(run));
    }
  }

  /**
   * Lets a run wait for a time or, with {@code null}, only for its children; one of them that ended
   * meanwhile is not missed, since both sides lock the parent. False when it is not ours any more.
   *
   * @param children whose ends it waits for
   */
  public boolean park(
      RunLease lease,
      List<Steps.Line> lines,
      @Nullable Instant until,
      Collection<String> children) {
    return held(
        lease,
        run -> {
          steps.add(Map.of(run.id(), lines));
          run.park(until);
          if (run.isCancelRequested() || hasEnded(children)) {
            run.wake(clock.instant());
            queued.fire(Ledger.Queued.begun(run));
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
   * A run that is at its end.
   *
   * @param lines the last ones of its journal
   */
  public record End(RunLease lease, List<Steps.Line> lines, Ending ending) {
    public End {
      lines = List.copyOf(lines);
    }

    /** Whether its parent has a part in it. */
    public boolean isOfChild() {
      return lease.depth() > 0;
    }

    /** Which run it is. */
    public String id() {
      return lease.id();
    }
  }

  /**
   * Ends runs, each with the last lines of its journal, and wakes their parents; a run that is
   * cancelled takes along the children that it started meanwhile. Of several none may be a child:
   * somebody else might hold their parents in another order.
   *
   * @return for each in order; false when it is not ours any more, and nothing was done
   */
  public List<Boolean> end(List<End> ends) {
    if (ends.size() > 1 && ends.stream().anyMatch(End::isOfChild)) {
      throw new IllegalArgumentException("a child ends alone");
    }
    Optional<Run> parent =
        ends.stream().filter(End::isOfChild).findFirst().flatMap(end -> lockedParentOf(end.id()));
    List<End> ours = held(ends);
    steps.add(ours.stream().collect(toMap(End::id, End::lines)));
    ours.stream()
        .filter(end -> end.ending().state() == RunState.CANCELLED)
        .forEach(end -> unfinishedChildren(end.id()).forEach(this::cancel));
    if (!ours.isEmpty()) {
      parent.ifPresent(this::wake);
      ended.fire(
          new Ledger.Ended(ours.stream().collect(toMap(End::id, end -> end.ending().state()))));
    }
    return ends.stream().map(ours::contains).toList();
  }

  /** Those that were still ours; they have ended now. Locked in the order of their ids. */
  private List<End> held(List<End> ends) {
    List<End> inOrder = ends.stream().sorted(Comparator.comparing(End::id)).toList();
    Iterator<Boolean> found = END.execute(entities, inOrder).iterator();
    return inOrder.stream().filter(end -> found.next()).toList();
  }

  private boolean held(RunLease lease, Consumer<Run> move) {
    Run run = locked(lease.id());
    if (run == null || !run.isHeldUnder(lease.epoch())) {
      return false;
    }
    move.accept(run);
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

  private void wake(Run parent) {
    if (parent.state() == RunState.WAITING) {
      parent.wake(clock.instant());
      queued.fire(Ledger.Queued.begun(parent));
    }
  }

  /**
   * Cancels a run and its children (X10): what nobody works on ends here, what is at work is told
   * to stop. Idempotent.
   *
   * @return the runs that somebody works on and that must be told
   */
  public List<String> cancel(String id) {
    List<String> atWork = new ArrayList<>();
    Optional<Run> parent = lockedParentOf(id);
    Run run = locked(id);
    if (run == null) {
      return atWork;
    }
    run.requestCancel();
    if (run.state() == RunState.RUNNING) {
      atWork.add(id);
    } else if (!run.state().isFinal()) {
      run.end(Ending.cancelled(clock.instant()));
      ended.fire(new Ledger.Ended(Map.of(run.id(), run.state())));
      parent.ifPresent(this::wake);
    }
    for (String child : unfinishedChildren(id)) {
      atWork.addAll(cancel(child));
    }
    return atWork;
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
