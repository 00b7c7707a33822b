package drawbridge.run.control;

import static java.util.stream.Collectors.toMap;

import drawbridge.run.control.bench.Claimed;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
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
   * How a run ends.
   *
   * @param lines the last ones of its journal
   * @param move what becomes of it
   */
  public record End(Claimed claimed, List<Steps.Line> lines, Consumer<Run> move) {
    public End {
      lines = List.copyOf(lines);
    }

    /** Whether its parent has a part in it. */
    public boolean isOfChild() {
      return claimed.depth() > 0;
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
    ends.stream().filter(End::isOfChild).forEach(end -> lockParentOf(end.claimed().id()));
    Map<String, Run> runs = locked(ends.stream().map(end -> end.claimed().id()).toList());
    Map<String, RunState> reached = new HashMap<>();
    List<Boolean> ours = new ArrayList<>();
    for (End end : ends) {
      Run run = runs.get(end.claimed().id());
      boolean isOurs = run != null && run.isHeldUnder(end.claimed().epoch());
      if (isOurs) {
        end(Objects.requireNonNull(run), end);
        reached.put(run.id(), run.state());
      }
      ours.add(isOurs);
    }
    if (!reached.isEmpty()) {
      ended.fire(new Ledger.Ended(reached));
    }
    return ours;
  }

  private void end(Run run, End end) {
    steps.add(run.id(), end.lines());
    end.move().accept(run);
    wakeParentOf(run);
    if (run.state() == RunState.CANCELLED) {
      unfinishedChildren(run.id()).forEach(this::cancel);
    }
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

  /** By id, locked in the order of their ids; those that are gone are missing. */
  private Map<String, Run> locked(Collection<String> ids) {
    return entities
        .createQuery("select r from Run r where r.id in :ids order by r.id", Run.class)
        .setParameter("ids", ids.stream().sorted().toList())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .collect(toMap(Run::id, Function.identity()));
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

  private void wakeParentOf(Run run) {
    if (run.parentRun() != null) {
      Run parent = entities.find(Run.class, run.parentRun());
      if (parent != null && parent.state() == RunState.WAITING) {
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
      ended.fire(new Ledger.Ended(Map.of(run.id(), run.state())));
      wakeParentOf(run);
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
