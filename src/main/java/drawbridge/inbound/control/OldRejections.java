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

/** Removes the counts of what was refused and did not come again since. */
@Stateless
public class OldRejections {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Removes those of the next {@code most} kinds that did not come again since; a kind that is just
   * counted is passed over.
   *
   * @param until kinds that came last then or before
   * @param after id of a row: rows behind it; ids sort by when the kind first came
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
