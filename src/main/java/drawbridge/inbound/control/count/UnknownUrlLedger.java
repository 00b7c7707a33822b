package drawbridge.inbound.control.count;

import drawbridge.inbound.entity.UnknownUrl;
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

/** Stores counts of requests to unknown URLs. Requests are counted by {@link UnknownUrls}. */
@Stateless
public class UnknownUrlLedger {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** The key of a count; see {@link UnknownUrl}. */
  public record Key(String kind, String workspace, String prefix, String digest)
      implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::digest)
            .thenComparing(Key::workspace)
            .thenComparing(Key::kind)
            .thenComparing(Key::prefix);

    /** Returns the key of all URLs above the limit. */
    static Key ofOthers(String kind) {
      return new Key(kind, "", "", "");
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** A number of requests, with the times of the first and the last one. */
  public record Seen(long count, Instant first, Instant last) {

    /** Adds a later one. */
    Seen plus(Seen later) {
      return new Seen(count + later.count, first, later.last);
    }
  }

  /** Adds counts atomically. Locks rows in the order of their keys. */
  public void add(SortedMap<Key, Seen> counts) {
    counts.forEach(
        (key, seen) -> {
          while (update(key, seen) == 0 && insert(key, seen) == 0) {
            // another transaction inserted and deleted the row between both statements
          }
        });
  }

  private int update(Key key, Seen seen) {
    return entities
        .createNativeQuery(
            "update unknown_url set count = count + ?1, last_at = greatest(last_at, ?2)"
                + " where digest = ?3 and workspace = ?4 and kind = ?5")
        .setParameter(1, seen.count())
        .setParameter(2, InstantColumn.micros(seen.last()))
        .setParameter(3, key.digest())
        .setParameter(4, key.workspace())
        .setParameter(5, key.kind())
        .executeUpdate();
  }

  private int insert(Key key, Seen seen) {
    return entities
        .createNativeQuery(
            "insert into unknown_url"
                + " (id, kind, workspace, prefix, digest, count, first_at, last_at)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict do nothing")
        .setParameter(1, Ids.next(clock.millis()))
        .setParameter(2, key.kind())
        .setParameter(3, key.workspace())
        .setParameter(4, key.prefix())
        .setParameter(5, key.digest())
        .setParameter(6, seen.count())
        .setParameter(7, InstantColumn.micros(seen.first()))
        .setParameter(8, InstantColumn.micros(seen.last()))
        .executeUpdate();
  }

  /** Returns the latest counts, latest first. */
  public List<UnknownUrl> latest(int most) {
    return entities
        .createQuery(
            "select u from UnknownUrl u order by u.lastAt desc, u.id desc", UnknownUrl.class)
        .setMaxResults(most)
        .getResultList();
  }

  /**
   * Reads the next {@code most} rows and deletes those that are old enough.
   *
   * @param until rows last counted at this time or earlier
   * @param after reads rows with a greater id; ids sort by the time of the first count
   */
  public Purge.Batch removeOld(Instant until, String after, int most) {
    List<String> next =
        entities
            .createQuery(
                "select u.id from UnknownUrl u where u.id > :after and u.id < :before"
                    + " order by u.id",
                String.class)
            .setParameter("after", after)
            .setParameter("before", Ids.floor(until.plusMillis(1)))
            .setMaxResults(most)
            .getResultList();
    if (next.isEmpty()) {
      return new Purge.Batch(0, Optional.empty());
    }
    String last = next.get(next.size() - 1);
    int removed =
        entities
            .createQuery(
                "delete from UnknownUrl u where u.id > :after and u.id <= :last"
                    + " and u.lastAt <= :until")
            .setParameter("after", after)
            .setParameter("last", last)
            .setParameter("until", until)
            .executeUpdate();
    return new Purge.Batch(removed, Optional.of(last).filter(id -> next.size() == most));
  }
}
