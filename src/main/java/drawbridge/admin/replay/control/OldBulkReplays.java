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
 * Removes bulk replays that ended long ago: first their lines, which may be many, then the rest.
 */
@Stateless
public class OldBulkReplays {

  private static final String OLD =
      "select b.id from bulk_replay b where b.id > ?1 and b.ended_at <= ?2 order by b.id limit 1"
          + " for update skip locked";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Removes some lines of the next old one, or that one when it has no line any more.
   *
   * @param until those that ended then or before
   * @param after id of a bulk replay: those behind it
   * @param most lines
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
