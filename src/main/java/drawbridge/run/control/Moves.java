package drawbridge.run.control;

import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
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
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The moves of runs that were opened: each is one transaction in here.
 *
 * <p>Order of locks, so that no two can wait for each other: a parent before its child.
 */
@Stateless
public class Moves {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @Inject Steps steps;
  @Inject Event<Ledger.Queued> queued;
  @Inject Event<Ledger.Ended> ended;

  /** Gives a run back that could not be worked on; false when it is not ours any more. */
  public boolean handBack(Claimed claimed) {
    return held(claimed, run -> run.handBack(clock.instant()));
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
      Claimed claimed,
      List<Steps.Line> lines,
      @Nullable Instant until,
      Collection<String> children) {
    return held(
        claimed,
        run -> {
          steps.add(run.id(), lines);
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
   * Ends a run by {@code how}, with the last lines of its journal, and wakes its parent; a run that
   * is cancelled takes along the children that it started meanwhile. False when it is not ours any
   * more.
   */
  public boolean end(Claimed claimed, List<Steps.Line> lines, Consumer<Run> how) {
    lockParentOf(claimed.id());
    return held(
        claimed,
        run -> {
          steps.add(run.id(), lines);
          how.accept(run);
          afterEnd(run);
          if (run.state() == RunState.CANCELLED) {
            unfinishedChildren(run.id()).forEach(this::cancel);
          }
        });
  }

  private boolean held(Claimed claimed, Consumer<Run> move) {
    Run run = locked(claimed.id());
    if (run == null || !run.isHeldUnder(claimed.epoch())) {
      return false;
    }
    move.accept(run);
    return true;
  }

  private @Nullable Run locked(String id) {
    return entities.find(Run.class, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private void lockParentOf(String id) {
    entities
        .createQuery(
            "select r.parentRun from Run r where r.id = :id and r.parentRun is not null",
            String.class)
        .setParameter("id", id)
        .getResultStream()
        .findFirst()
        .ifPresent(this::locked);
  }

  private void afterEnd(Run run) {
    ended.fire(new Ledger.Ended(run.id(), run.state()));
    if (run.parentRun() != null) {
      Run parent = entities.find(Run.class, run.parentRun());
      if (parent != null) {
        parent.wake(clock.instant());
        queued.fire(Ledger.Queued.begun(parent));
      }
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
    lockParentOf(id);
    Run run = locked(id);
    if (run == null) {
      return atWork;
    }
    run.requestCancel();
    if (run.state() == RunState.RUNNING) {
      atWork.add(id);
    } else if (!run.state().isFinal()) {
      run.cancel(clock.instant());
      afterEnd(run);
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
