package drawbridge.run.control;

import drawbridge.platform.Ids;
import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.NativeTexts;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Removes runs that ended long ago, in the order of their ids. Ids sort by the time of acceptance,
 * which precedes the end. An index of ends, which each run would have to write, is not needed.
 */
@Stateless
public class OldRuns {

  /**
   * Runs that have ended, without a journal, without a parent that may read the result, and without
   * an unfinished child. Removing a journal with its run may take long. Uses scalar subqueries,
   * because planners may read a whole table for a join.
   */
  private static final String OLD =
      "select r.id from run r where r.id > ?1 and r.id <= ?2 and r.ended_at <= ?3"
          + " and (select s.run_id from step s where s.run_id = r.id limit 1) is null"
          + " and (select p.id from run p where p.id = r.parent_run and p.ended_at is null"
          + " limit 1) is null"
          + " and (select c.id from run c where c.parent_run = r.id and c.ended_at is null"
          + " limit 1) is null"
          + " order by r.id for update skip locked";

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
    List<String> next =
        entities
            .createQuery(
                "select r.id from Run r where r.id > :after and r.id < :before order by r.id",
                String.class)
            .setParameter("after", after)
            .setParameter("before", Ids.floor(until.plusMillis(1)))
            .setMaxResults(most)
            .getResultList();
    if (next.isEmpty()) {
      return new Purge.Batch(0, Optional.empty());
    }
    String last = next.get(next.size() - 1);
    List<String> old =
        NativeTexts.of(
            entities
                .createNativeQuery(OLD)
                .setParameter(1, after)
                .setParameter(2, last)
                .setParameter(3, InstantColumn.micros(until)));
    int removed =
        entities
            .createNativeQuery("delete from run where id = any(?1)")
            .setParameter(1, old.toArray(new String[0]))
            .executeUpdate();
    return new Purge.Batch(removed, Optional.of(last).filter(id -> next.size() == most));
  }
}
