package drawbridge.inbound.control.count;

import drawbridge.inbound.entity.UnknownUrl;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/** Stores counts of requests to unknown URLs. Requests are counted by {@link UnknownUrls}. */
@Stateless
public class UnknownUrlLedger {

  private static final CountTable COUNTS =
      new CountTable("unknown_url", "digest", "workspace", "kind", "prefix");

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

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

    private List<String> columns() {
      return List.of(digest, workspace, kind, prefix);
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** Adds counts atomically. Locks rows in the order of their keys. */
  public void add(SortedMap<Key, CountTable.Seen> counts) {
    counts.forEach((key, seen) -> COUNTS.add(entities, key.columns(), seen));
  }

  /** Returns the latest counts, latest first. */
  public List<UnknownUrl> latest(int most) {
    return entities
        .createQuery(
            "select u from UnknownUrl u order by u.lastAt desc, u.id desc", UnknownUrl.class)
        .setMaxResults(most)
        .getResultList();
  }

  /** Removes old counts: see {@link drawbridge.platform.store.Purge.Batches}. */
  public Purge.Batch removeOld(Instant until, String after, int most) {
    return COUNTS.removeOld(entities, until, after, most);
  }
}
