package drawbridge.run.control;

import drawbridge.platform.store.BulkUpdate;
import drawbridge.platform.store.InstantColumn;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.Lane;
import drawbridge.run.slots.RunLease;
import drawbridge.workflow.model.Semantics;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Claims due runs. The table of runs is the queue: each workflow has a lane of new runs and a lane
 * of started ones.
 *
 * <p>A claim costs the same for short and long lanes, with and without statistics. A subquery reads
 * the first runs from the lane's index without locks; the outer query locks them by their keys.
 * Otherwise H2 reads the whole lane when it locks rows in an order, and PostgreSQL does while it
 * has no statistics. For H2, the due time has a lower bound: nulls sort first, and H2 would read
 * all runs that are not due. The order names all columns of the index, or H2 would sort.
 */
@Stateless
public class RunQueue {

  /** Rows to search for runs that no other node is claiming. */
  private static final int HORIZON = 256;

  /** New runs of a paused workflow are never due (X10). */
  private static final String NEW =
      due(
          "(select case when w.paused then cast(-1 as bigint) else ?3 end"
              + " from workflow w where w.id = ?1)");

  private static final String STARTED = due("?3");

  /** Does what {@link Run#begin} does, for locked runs. */
  private static final BulkUpdate<Run> BEGIN =
      new BulkUpdate<>(
          "update run set state = ?, node = ?, epoch = ?, due_at = null, started_at = ?,"
              + " row_version = row_version + 1 where id = ? and epoch = ?",
          List.of(
              run -> run.state().name(),
              Run::node,
              Run::epoch,
              run -> InstantColumn.micros(Objects.requireNonNull(run.startedAt())),
              Run::id,
              run -> run.epoch() - 1));

  private static final String LANES =
      "select w.id, 'QUEUED' from workflow w where not w.paused and "
          + isAnyDue("QUEUED")
          + " union all select w.id, 'WAITING' from workflow w where "
          + isAnyDue("WAITING");

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /**
   * Checks state and due time again on the locked rows. Leaves runs whose semantics a later version
   * wrote to the nodes of that version.
   */
  private static String due(String until) {
    return "select r.* from run r where r.state = ?2 and r.due_at <= ?3 and r.semantics <= "
        + Semantics.CURRENT.number()
        + " and r.id in (select r.id"
        + " from run r where r.workflow_id = ?1 and r.state = ?2 and r.due_at between ?6 and "
        + until
        + " order by r.workflow_id, r.state, r.due_at, r.id limit ?5)"
        + " order by r.due_at, r.id limit ?4 for update skip locked";
  }

  private static String isAnyDue(String state) {
    return "exists (select 1 from run r where r.workflow_id = w.id and r.state = '"
        + state
        + "' and r.due_at between 0 and ?1)";
  }

  /** Returns the lanes with due runs. */
  public List<Lane> lanes() {
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<Object[]> rows =
        entities
            .createNativeQuery(LANES)
            .setParameter(1, InstantColumn.micros(clock.instant()))
            .getResultList();
    return rows.stream()
        .map(row -> new Lane((String) row[0], RunState.valueOf((String) row[1])))
        .toList();
  }

  /**
   * Runs claimed from a lane.
   *
   * @param reached due time of the last run, where the next claim starts
   */
  public record Claimed(List<RunLease> runs, Instant reached) {}

  /**
   * Claims due runs of a lane for a node, in order of their due times. Skips runs that another node
   * is claiming.
   *
   * @param since due time from which to claim
   * @param most runs to claim
   */
  public Claimed claim(String node, Lane lane, Instant since, int most) {
    Instant now = clock.instant();
    Query query =
        entities
            .createNativeQuery(lane.state() == RunState.QUEUED ? NEW : STARTED, Run.class)
            .setParameter(1, lane.workflowId())
            .setParameter(2, lane.state().name())
            .setParameter(3, InstantColumn.micros(now))
            .setParameter(4, most)
            .setParameter(6, InstantColumn.micros(since));
    List<Run> due = due(query, most);
    if (due.size() < most && most < HORIZON) {
      due = due(query, HORIZON); // other nodes may be claiming the first runs
    }
    Instant reached = due.isEmpty() ? since : due.get(due.size() - 1).dueAt();
    due.forEach(entities::detach); // written by the statement below, not by the entity manager
    due.forEach(run -> run.begin(node, now));
    if (BEGIN.execute(entities, due).contains(false)) {
      throw new OptimisticLockException("the epoch of a locked run has changed");
    }
    return new Claimed(due.stream().map(RunLease::of).toList(), Objects.requireNonNull(reached));
  }

  @SuppressWarnings("unchecked") // JPA has no typed native query
  private static List<Run> due(Query query, int horizon) {
    return query.setParameter(5, horizon).getResultList();
  }
}
