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
 * Removes the journals of runs that ended long ago. They are found in the order of the journal's
 * own key, which begins with the run's id and so sorts by time: what was removed before is not
 * looked at again.
 */
@Stateless
public class OldSteps {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Removes whole journals, as many as are no more than {@code most} lines together; a journal that
   * is longer goes in parts, the last lines first, so that what is left can still be replayed from.
   * Journals of runs that another node is just working on, or removing, are passed over.
   *
   * @param until runs that ended then or before
   * @param after id of a run: journals behind it
   */
  public Purge.Batch remove(Instant until, String after, int most) {
    List<String> lines = lines(until, after, most);
    List<String> runs = lines.stream().distinct().toList();
    boolean isLast = lines.size() < most;
    if (isLast) {
      return new Purge.Batch(removeOf(locked(runs, until)), Optional.empty());
    }
    if (runs.size() == 1) {
      return removePart(runs.get(0), until, after, most);
    }
    List<String> whole = runs.subList(0, runs.size() - 1); // the last one may go on
    return new Purge.Batch(
        removeOf(locked(whole, until)), Optional.of(whole.get(whole.size() - 1)));
  }

  /** One id of a run for each line of its journal. */
  private List<String> lines(Instant until, String after, int most) {
    return entities
        .createQuery(
            "select s.runId from Step s where s.runId > :after and s.runId < :before"
                + " order by s.runId",
            String.class)
        .setParameter("after", after)
        .setParameter("before", Ids.floor(until.plusMillis(1)))
        .setMaxResults(most)
        .getResultList();
  }

  /** Those that have ended, held until the transaction ends. */
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
