package drawbridge.admin.replay.control;

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
 * Removes ended bulk replays after the retention period. Removes their lines in batches, and the
 * bulk replay after its last line.
 */
@Stateless
public class OldBulkReplays {

  private static final String OLD =
      "select b.id from bulk_replay b where b.id > ?1 and b.ended_at <= ?2 order by b.id limit 1"
          + " for update skip locked";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Removes a batch of lines of the next bulk replay, or the bulk replay when it has no line.
   *
   * @param until removes bulk replays that ended then or earlier
   * @param after id of a bulk replay; continues after it
   * @param most maximum number of lines
   */
  public Purge.Batch remove(Instant until, String after, int most) {
    List<String> old =
        NativeTexts.of(
            entities
                .createNativeQuery(OLD)
                .setParameter(1, after)
                .setParameter(2, InstantColumn.micros(until)));
    if (old.isEmpty()) {
      return new Purge.Batch(0, Optional.empty());
    }
    String id = old.get(0);
    List<String> lines = lines(id, most);
    if (lines.isEmpty()) {
      entities
          .createQuery("delete from BulkReplay b where b.id = :id")
          .setParameter("id", id)
          .executeUpdate();
      return new Purge.Batch(1, Optional.of(id));
    }
    int removed =
        entities
            .createNativeQuery(
                "delete from bulk_replay_run where bulk_replay_id = ?1 and original = any(?2)")
            .setParameter(1, id)
            .setParameter(2, lines.toArray(new String[0]))
            .executeUpdate();
    return new Purge.Batch(removed, Optional.of(after));
  }

  private List<String> lines(String id, int most) {
    return entities
        .createQuery(
            "select r.original from BulkReplayRun r where r.bulkReplayId = :id order by r.original",
            String.class)
        .setParameter("id", id)
        .setMaxResults(most)
        .getResultList();
  }
}
