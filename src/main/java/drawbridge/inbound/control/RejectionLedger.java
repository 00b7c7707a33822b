package drawbridge.inbound.control;

import drawbridge.inbound.entity.Rejection;
import drawbridge.platform.Ids;
import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What was refused, in the table. Who refuses something counts it in {@link Rejections}. */
@Stateless
public class RejectionLedger {

  private static final int MOST_SHOWN = 1_000;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /**
   * What is counted together.
   *
   * @param workspace a name; empty where the caller named none that exists
   */
  public record Kind(String workspace, String reason, String detail) implements Comparable<Kind> {

    private static final Comparator<Kind> ORDER =
        Comparator.comparing(Kind::workspace)
            .thenComparing(Kind::reason)
            .thenComparing(Kind::detail);

    @Override
    public int compareTo(Kind other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Adds counts, all or none of them. A kind's row may come (from another node) or go (by its age)
   * at any time; the order of kinds is that of the locks.
   */
  public void add(SortedMap<Kind, Long> counts) {
    long now = InstantColumn.micros(clock.instant());
    counts.forEach(
        (kind, more) -> {
          while (raise(kind, more, now) == 0 && insert(kind, more, now) == 0) {
            // its row came and went in between
          }
        });
  }

  private int raise(Kind kind, long more, long now) {
    return entities
        .createNativeQuery(
            "update rejection set count = count + ?1, last_at = greatest(last_at, ?2)"
                + " where workspace = ?3 and reason = ?4 and detail = ?5")
        .setParameter(1, more)
        .setParameter(2, now)
        .setParameter(3, kind.workspace())
        .setParameter(4, kind.reason())
        .setParameter(5, kind.detail())
        .executeUpdate();
  }

  private int insert(Kind kind, long more, long now) {
    return entities
        .createNativeQuery(
            "insert into rejection (id, workspace, reason, detail, count, first_at, last_at)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?6) on conflict do nothing")
        .setParameter(1, Ids.next(clock.millis()))
        .setParameter(2, kind.workspace())
        .setParameter(3, kind.reason())
        .setParameter(4, kind.detail())
        .setParameter(5, more)
        .setParameter(6, now)
        .executeUpdate();
  }

  /** What was refused in a workspace, the latest first; the latest 1,000 kinds. */
  public List<Rejection> of(String workspace) {
    return entities
        .createQuery(
            "select r from Rejection r where r.workspace = :workspace order by r.lastAt desc",
            Rejection.class)
        .setParameter("workspace", workspace)
        .setMaxResults(MOST_SHOWN)
        .getResultList();
  }

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
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<String> ids =
        entities
            .createNativeQuery(
                "select r.id from rejection r where r.id > ?1 and r.id <= ?2 and r.last_at <= ?3"
                    + " for update skip locked")
            .setParameter(1, after)
            .setParameter(2, last)
            .setParameter(3, InstantColumn.micros(until))
            .getResultList();
    return ids;
  }

  private int remove(List<String> ids) {
    return ids.isEmpty()
        ? 0
        : entities
            .createQuery("delete from Rejection r where r.id in :ids")
            .setParameter("ids", ids)
            .executeUpdate();
  }
}
