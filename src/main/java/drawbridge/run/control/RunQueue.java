package drawbridge.run.control;

import drawbridge.platform.store.BulkUpdate;
import drawbridge.platform.store.InstantColumn;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.Lane;
import drawbridge.run.slots.RunLease;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The table of runs as the queue that it is: one lane for the new runs of each workflow, one for
 * those that were begun.
 *
 * <p>What is taken costs the same however long the lane is, and however little the store knows of
 * its rows: the lane's index names those in front, without a lock, and they are locked by their
 * keys. Both stores would otherwise read the whole lane now and then: H2 where rows of a list are
 * locked in an order, PostgreSQL while it has no statistics. For H2 times are looked up from
 * somewhere on, or it would read all the runs that are not due, since their null comes first; and
 * the order names the whole index, or it would sort.
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

  /** What {@link Run#begin} does to a run that is locked, and that nobody took before. */
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
          + some("QUEUED")
          + " union all select w.id, 'WAITING' from workflow w where "
          + some("WAITING");

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** The state and the time are asked for once more, of the row as it is when it is locked. */
  private static String due(String until) {
    return "select r.* from run r where r.state = ?2 and r.due_at <= ?3 and r.id in (select r.id"
        + " from run r where r.workflow_id = ?1 and r.state = ?2 and r.due_at between ?6 and "
        + until
        + " order by r.workflow_id, r.state, r.due_at, r.id limit ?5)"
        + " order by r.due_at, r.id limit ?4 for update skip locked";
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
   * What was taken out of a lane.
   *
   * @param reached when the last of them was due: where to begin the next time
   */
  public record Taken(List<RunLease> runs, Instant reached) {
    public Taken {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Takes up to {@code most} due runs of a lane for a node, the longest due first; runs that
   * another node is just taking are passed over.
   *
   * @param since those who were due before are not looked for
   */
  public Taken take(String node, Lane lane, Instant since, int most) {
    Instant now = clock.instant();
    Look look = new Look(lane, InstantColumn.micros(since), InstantColumn.micros(now), most);
    List<Run> due = due(look, most);
    if (due.size() < most && most < HORIZON) {
      due = due(look, HORIZON); // others may just be taking those in front
    }
    Instant reached = due.isEmpty() ? since : due.get(due.size() - 1).dueAt();
    due.forEach(entities::detach); // written below, and not once more by the entity manager
    due.forEach(run -> run.begin(node, now));
    if (BEGIN.execute(entities, due).contains(false)) {
      throw new OptimisticLockException("a run was taken elsewhere while it was locked here");
    }
    return new Taken(due.stream().map(RunLease::of).toList(), Objects.requireNonNull(reached));
  }

  private record Look(Lane lane, long since, long until, int most) {}

  @SuppressWarnings("unchecked") // JPA has no typed native query
  private List<Run> due(Look look, int horizon) {
    return entities
        .createNativeQuery(look.lane().state() == RunState.QUEUED ? NEW : BEGUN, Run.class)
        .setParameter(1, look.lane().workflowId())
        .setParameter(2, look.lane().state().name())
        .setParameter(3, look.until())
        .setParameter(4, look.most())
        .setParameter(5, horizon)
        .setParameter(6, look.since())
        .getResultList();
  }
}
