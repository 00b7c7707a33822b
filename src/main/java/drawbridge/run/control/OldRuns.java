package drawbridge.run.control;

import drawbridge.platform.store.OldRows;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** Removes runs that ended long ago. Ids sort by the time of acceptance, which precedes the end. */
@Stateless
public class OldRuns {

  /**
   * Runs that have ended, without a journal, without a parent that may read the result, and without
   * an unfinished child. Removing a journal with its run may take long. Uses scalar subqueries,
   * because planners may read a whole table for a join.
   */
  private static final OldRows OLD =
      OldRows.of(
          "run",
          "t.ended_at <= ?3"
              + " and (select s.run_id from step s where s.run_id = t.id limit 1) is null"
              + " and (select p.id from run p where p.id = t.parent_run and p.ended_at is null"
              + " limit 1) is null"
              + " and (select c.id from run c where c.parent_run = t.id and c.ended_at is null"
              + " limit 1) is null");

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Removes the removable ones among the next runs. Skips runs that another transaction has locked.
   *
   * @param until latest end of the runs
   * @param after run id after which to start
   * @param most runs to consider
   */
  public Purge.Batch remove(Instant until, String after, int most) {
    return OLD.remove(entities, until, after, most);
  }
}
