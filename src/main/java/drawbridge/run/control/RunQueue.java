package drawbridge.run.control;

import drawbridge.platform.store.InstantColumn;
import drawbridge.run.control.bench.Claimed;
import drawbridge.run.control.bench.Lane;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * The table of runs as the queue that it is: one lane for the new runs of each workflow, one for
 * those that were begun.
 *
 * <p>What is taken costs the same however long the lane is. Three things serve H2: times are looked
 * up from 0 on, or it would read all the runs that are not due, since their null comes first; the
 * order names the whole index, or it would sort; and rows to be locked lie within a horizon, or it
 * would read the whole lane.
 */
@Stateless
public class RunQueue {

  /** Rows among which a node finds some that no other is just taking. */
  private static final int HORIZON = 256;

  /** New runs of a paused workflow are never due (X10). */
  private static final String NEW =
      due(
          "(select case when w.paused then cast(-1 as bigint) else ?3 end"
              + " from workflow w where w.id = ?1)");

  private static final String BEGUN = due("?3");

  private static final String ORDER = " order by r.workflow_id, r.state, r.due_at, r.id limit ";

  private static final String LANES =
      "select w.id, 'QUEUED' from workflow w where not w.paused and "
          + some("QUEUED")
          + " union all select w.id, 'WAITING' from workflow w where "
          + some("WAITING");

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  private static String due(String until) {
    return "select r.* from run r where "
        + lane("(select max(n.due_at) from (select r.due_at from run r where ")
        + lane(until)
        + ORDER
        + HORIZON
        + ") n)"
        + ORDER
        + "?4 for update skip locked";
  }

  private static String lane(String until) {
    return "r.workflow_id = ?1 and r.state = ?2 and r.due_at between 0 and " + until;
  }

  private static String some(String state) {
    return "exists (select 1 from run r where r.workflow_id = w.id and r.state = '"
        + state
        + "' and r.due_at between 0 and ?1)";
  }

  /** Lanes in which somebody waits for a node now. */
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
   * Takes up to {@code most} due runs of a lane for a node, the longest due first; runs that
   * another node is just taking are passed over.
   */
  public List<Claimed> take(String node, Lane lane, int most) {
    Instant now = clock.instant();
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<Run> due =
        entities
            .createNativeQuery(lane.state() == RunState.QUEUED ? NEW : BEGUN, Run.class)
            .setParameter(1, lane.workflowId())
            .setParameter(2, lane.state().name())
            .setParameter(3, InstantColumn.micros(now))
            .setParameter(4, most)
            .getResultList();
    due.forEach(run -> run.begin(node, now));
    return due.stream().map(Claimed::of).toList();
  }
}
