package drawbridge.inbound.control.count;

import drawbridge.inbound.control.limit.SenderLimits;
import drawbridge.platform.Ids;
import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.NativeTexts;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stores counts of rejections. Requests are counted by {@link Rejections}. */
@Stateless
public class RejectionLedger {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject SenderLimits limits;
  @Inject Clock clock;

  /**
   * The key of a count.
   *
   * @param workspace a name; empty for a name of no workspace
   */
  public record Kind(String workspace, String reason, String detail) implements Comparable<Kind> {

    private static final Comparator<Kind> ORDER =
        Comparator.comparing(Kind::workspace)
            .thenComparing(Kind::reason)
            .thenComparing(Kind::detail);

    /** A row that transactions lock before they add to a workspace. Its count stays 0. */
    private static Kind guard(String workspace) {
      return new Kind(workspace, "", "");
    }

    /** Returns the kind that counts details above the limit. */
    Kind withoutDetail() {
      return new Kind(workspace, reason, "");
    }

    @Override
    public int compareTo(Kind other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Adds counts atomically. A workspace has at most as many kinds with a detail as the settings
   * allow, on all nodes together; further ones count under their reason alone. Retention may delete
   * a row at any time.
   */
  public void add(SortedMap<Kind, Long> counts) {
    long now = InstantColumn.micros(clock.instant());
    // locks all guards first, in their order, so that no transactions deadlock
    counts.keySet().stream()
        .map(Kind::workspace)
        .distinct()
        .forEach(workspace -> upsert(Kind.guard(workspace), 0, now));
    Map<String, Long> kinds = new HashMap<>();
    SortedMap<Kind, Long> overLimit = new TreeMap<>();
    counts.forEach(
        (kind, more) -> {
          if (update(kind, more, now) == 0) {
            if (isWithinLimit(kind, kinds)) {
              upsert(kind, more, now);
            } else {
              overLimit.merge(kind.withoutDetail(), more, Long::sum);
            }
          }
        });
    overLimit.forEach((kind, more) -> upsert(kind, more, now));
  }

  /**
   * Whether the workspace may have one more kind.
   *
   * @param kinds caches the number of kinds of each workspace
   */
  private boolean isWithinLimit(Kind kind, Map<String, Long> kinds) {
    if (kind.detail().isEmpty()) {
      return true; // there are few reasons
    }
    long others = kinds.computeIfAbsent(kind.workspace(), this::kindsOf);
    kinds.put(kind.workspace(), others + 1);
    return others < limits.maxRejections();
  }

  private long kindsOf(String workspace) {
    return entities
        .createQuery(
            "select count(r) from Rejection r where r.workspace = :workspace and r.detail <> ''",
            Long.class)
        .setParameter("workspace", workspace)
        .getSingleResult();
  }

  private void upsert(Kind kind, long more, long now) {
    while (update(kind, more, now) == 0 && insert(kind, more, now) == 0) {
      // another transaction inserted and deleted the row between both statements
    }
  }

  private int update(Kind kind, long more, long now) {
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

  /**
   * Reads the next {@code most} rows and deletes those that are old enough. Skips rows that are
   * counted at this moment.
   *
   * @param until rows last counted at this time or earlier
   * @param after reads rows with a greater id; ids sort by the time of the first count
   */
  public Purge.Batch removeOld(Instant until, String after, int most) {
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
