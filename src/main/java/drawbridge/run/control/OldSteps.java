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
 * Removes the journals of runs that ended long ago, in the order of the journal's key. The key
 * starts with the run's id, which sorts by time, so that a batch starts where the last one ended.
 */
@Stateless
public class OldSteps {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Removes whole journals of {@code most} steps together. A longer journal is removed in parts,
   * the last steps first, so that a replay can start from the remaining ones. Skips runs that
   * another transaction has locked.
   *
   * @param until latest end of the runs
   * @param after run id after which to start
   * @param most steps to remove
   */
  public Purge.Batch remove(Instant until, String after, int most) {
    List<String> ofSteps =
        entities
            .createQuery(
                "select s.runId from Step s where s.runId > :after and s.runId < :before"
                    + " order by s.runId",
                String.class)
            .setParameter("after", after)
            .setParameter("before", Ids.floor(until.plusMillis(1)))
            .setMaxResults(most)
            .getResultList();
    List<String> runs = ofSteps.stream().distinct().toList();
    boolean isLast = ofSteps.size() < most;
    if (isLast) {
      return new Purge.Batch(removeOf(locked(runs, until)), Optional.empty());
    }
    if (runs.size() == 1) {
      return removePart(runs.get(0), until, after, most);
    }
    List<String> whole = runs.subList(0, runs.size() - 1); // the last journal may be longer
    return new Purge.Batch(
        removeOf(locked(whole, until)), Optional.of(whole.get(whole.size() - 1)));
  }

  /** Locks the runs that have ended until the end of the transaction. */
  private List<String> locked(List<String> runs, Instant until) {
    return NativeTexts.of(
        entities
            .createNativeQuery(
                "select r.id from run r where r.ended_at <= ?1 and r.id = any(?2)"
                    + " for update skip locked")
            .setParameter(1, InstantColumn.micros(until))
            .setParameter(2, runs.toArray(new String[0])));
  }

  private int removeOf(List<String> runs) {
    return entities
        .createNativeQuery("delete from step where run_id = any(?1)")
        .setParameter(1, runs.toArray(new String[0]))
        .executeUpdate();
  }

  private Purge.Batch removePart(String run, Instant until, String after, int most) {
    if (locked(List.of(run), until).isEmpty()) {
      return new Purge.Batch(0, Optional.of(run));
    }
    List<String> keys =
        entities
            .createQuery(
                "select s.key from Step s where s.runId = :run order by s.position desc",
                String.class)
            .setParameter("run", run)
            .setMaxResults(most)
            .getResultList();
    int removed =
        entities
            .createNativeQuery("delete from step where run_id = ?1 and step_key = any(?2)")
            .setParameter(1, run)
            .setParameter(2, keys.toArray(new String[0]))
            .executeUpdate();
    return new Purge.Batch(removed, Optional.of(after));
  }
}
