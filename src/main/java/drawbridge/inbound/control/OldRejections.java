package drawbridge.inbound.control;

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

/** Deletes counts of rejections at their age. */
@Stateless
public class OldRejections {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Reads the next {@code most} rows and deletes those that are old enough. Skips rows that are
   * counted at this moment.
   *
   * @param until rows last counted at this time or earlier
   * @param after reads rows with a greater id; ids sort by the time of the first count
   */
  public Purge.Batch remove(Instant until, String after, int most) {
    List<String> next =
        entities
            .createQuery(
                "select r.id from Rejection r where r.id > :after and r.id < :before order by r.id",
                String.class)
            .setParameter("after", after)
            .setParameter("before", Ids.floor(until.plusMillis(1)))
            .setMaxResults(most)
            .getResultList();
    if (next.isEmpty()) {
      return new Purge.Batch(0, Optional.empty());
    }
    String last = next.get(next.size() - 1);
    int removed = remove(old(until, after, last));
    return new Purge.Batch(removed, Optional.of(last).filter(id -> next.size() == most));
  }

  private List<String> old(Instant until, String after, String last) {
    return NativeTexts.of(
        entities
            .createNativeQuery(
                "select r.id from rejection r where r.id > ?1 and r.id <= ?2 and r.last_at <= ?3"
                    + " for update skip locked")
            .setParameter(1, after)
            .setParameter(2, last)
            .setParameter(3, InstantColumn.micros(until)));
  }

  private int remove(List<String> ids) {
    return entities
        .createNativeQuery("delete from rejection where id = any(?1)")
        .setParameter(1, ids.toArray(new String[0]))
        .executeUpdate();
  }
}
