package drawbridge.run.control;

import drawbridge.platform.Ids;
import drawbridge.platform.InstantColumn;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.workflow.control.Pinned;
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
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of runs: every move of a run is one transaction in here.
 *
 * <p>Order of locks, so that no two can wait for each other: a parent before its child.
 */
@Stateless
public class Ledger {

  /** Runs were queued in the transaction that is about to commit. */
  public record Queued(int count) {}

  /** Runs reached their end in the transaction that is about to commit. */
  public record Ended(String runId) {}

  /** From 0 on: H2 would read all the runs that are not due, since their null comes first. */
  private static final String DUE =
      "select r.* from run r where r.due_at between 0 and ?1 and (r.state = 'WAITING' or (r.state = 'QUEUED'"
          + " and r.workflow_id not in (select w.id from workflow w where w.paused)))"
          + " order by r.due_at, r.id limit ?2 for update skip locked";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @Inject Steps steps;
  @Inject Event<Queued> queued;
  @Inject Event<Ended> ended;

  /** Opens runs in the caller's transaction; they are due as soon as it commits. */
  public void open(Collection<NewRun> runs) {
    Instant now = clock.instant();
    runs.forEach(run -> entities.persist(new Run(run, now)));
    queued.fire(new Queued(runs.size()));
  }

  /**
   * Takes up to {@code most} due runs for a node; runs that another node is just taking are passed
   * over.
   */
  public List<Claimed> claim(String node, int most) {
    Instant now = clock.instant();
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<Run> due =
        entities
            .createNativeQuery(DUE, Run.class)
            .setParameter(1, InstantColumn.micros(now))
            .setParameter(2, most)
            .getResultList();
    due.forEach(run -> run.begin(node, now));
    return due.stream().map(Claimed::of).toList();
  }

  /** The run, wherever it is. */
  public Optional<Run> find(String id) {
    return Optional.ofNullable(entities.find(Run.class, id));
  }

  /** The run, if it is of this workspace. */
  public Optional<Run> find(String workspaceId, String id) {
    return find(id).filter(run -> run.workspaceId().equals(workspaceId));
  }

  /** Those of the runs that reached their end. */
  public List<String> endedAmong(Collection<String> ids) {
    return entities
        .createQuery(
            "select r.id from Run r where r.id in :ids and r.state in :final", String.class)
        .setParameter("ids", ids)
        .setParameter("final", List.of(RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED))
        .getResultList();
  }

  /** Several runs, in no order. */
  public List<Run> findAll(Collection<String> ids) {
    return entities
        .createQuery("select r from Run r where r.id in :ids", Run.class)
        .setParameter("ids", ids)
        .getResultList();
  }

  /** Gives a run back that could not be worked on; false when it is not ours any more. */
  public boolean handBack(Claimed claimed) {
    return held(claimed, run -> run.handBack(clock.instant()));
  }

  /**
   * Lets a run wait for a time or, with {@code null}, for its children; a child that ended
   * meanwhile is not missed, since both sides lock the parent. False when it is not ours any more.
   */
  public boolean park(Claimed claimed, List<Steps.Line> lines, @Nullable Instant until) {
    return held(
        claimed,
        run -> {
          steps.add(run.id(), lines);
          entities.flush();
          run.park(until);
          if (run.isCancelRequested() || (until == null && mayGoOn(run.id()))) {
            run.wake(clock.instant());
            queued.fire(new Queued(1));
          }
        });
  }

  /** Whether a child has ended of which the journal does not know yet. */
  private boolean mayGoOn(String parent) {
    return !entities
        .createNativeQuery(
            "select c.id from run c join step s on s.run_id = c.parent_run and s.step_key = c.parent_step"
                + " where c.parent_run = ?1 and s.status = 'WAITING' and c.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')"
                + " limit 1")
        .setParameter(1, parent)
        .getResultList()
        .isEmpty();
  }

  /**
   * Ends a run by {@code how}, with the last lines of its journal, and wakes its parent; false when
   * it is not ours any more.
   */
  public boolean end(Claimed claimed, List<Steps.Line> lines, Consumer<Run> how) {
    lockParentOf(claimed.id());
    return held(
        claimed,
        run -> {
          steps.add(run.id(), lines);
          how.accept(run);
          afterEnd(run);
        });
  }

  private boolean held(Claimed claimed, Consumer<Run> move) {
    Run run = entities.find(Run.class, claimed.id(), LockModeType.PESSIMISTIC_WRITE);
    if (run == null || !run.isHeldUnder(claimed.epoch())) {
      return false;
    }
    move.accept(run);
    return true;
  }

  private void lockParentOf(String id) {
    entities
        .createQuery(
            "select r.parentRun from Run r where r.id = :id and r.parentRun is not null",
            String.class)
        .setParameter("id", id)
        .getResultStream()
        .findFirst()
        .ifPresent(parent -> entities.find(Run.class, parent, LockModeType.PESSIMISTIC_WRITE));
  }

  private void afterEnd(Run run) {
    ended.fire(new Ended(run.id()));
    if (run.parentRun() != null) {
      Run parent = entities.find(Run.class, run.parentRun());
      if (parent != null) {
        parent.wake(clock.instant());
        queued.fire(new Queued(1));
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
    Run run = entities.find(Run.class, id, LockModeType.PESSIMISTIC_WRITE);
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

  /** Which of the runs that a node works on were asked to stop, on whatever node. */
  public List<String> cancelRequests(String node) {
    return entities
        .createQuery(
            "select r.id from Run r where r.node = :node and r.cancelRequested = true",
            String.class)
        .setParameter("node", node)
        .getResultList();
  }

  /**
   * A new run with the same data and lineage; the original is kept.
   *
   * @param version what the replay runs: the original's version or the current one
   */
  public String replay(Run original, Pinned version) {
    String id = Ids.next(clock.millis());
    open(
        List.of(
            new NewRun(
                id,
                original.workspaceId(),
                version,
                Optional.empty(),
                original.requestId(),
                original.stateValues(),
                original.runtime(),
                Optional.empty(),
                Optional.of(original.id()))));
    return id;
  }

  /** The child that a step started, if it has. */
  public Optional<Run> child(String parent, String stepKey) {
    return entities
        .createQuery(
            "select r from Run r where r.parentRun = :parent and r.parentStep = :step", Run.class)
        .setParameter("parent", parent)
        .setParameter("step", stepKey)
        .getResultStream()
        .findFirst();
  }

  /** Runs that a node holds, as far as the ledger knows. */
  public List<String> heldBy(String node) {
    return entities
        .createQuery("select r.id from Run r where r.node = :node", String.class)
        .setParameter("node", node)
        .getResultList();
  }

  /**
   * Puts a run back that its own node has lost sight of; nothing happens when it is not that node's
   * any more.
   */
  public void release(String id, String node) {
    Run run = entities.find(Run.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (run != null && run.state() == RunState.RUNNING && node.equals(run.node())) {
      run.handBack(clock.instant());
      queued.fire(new Queued(1));
    }
  }

  /** Whether runs of a workspace are unfinished. */
  public boolean hasUnfinished(String workspaceId) {
    return !entities
        .createQuery(
            "select r.id from Run r where r.workspaceId = :workspace and r.endedAt is null",
            String.class)
        .setParameter("workspace", workspaceId)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
