package drawbridge.inbound.control.count;

import drawbridge.inbound.control.limit.SenderLimits;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stores counts of rejections. Requests are counted by {@link Rejections}. */
@Stateless
public class RejectionLedger {

  private static final CountTable COUNTS =
      new CountTable("rejection", "workspace", "reason", "detail");

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject SenderLimits limits;

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

    private List<String> key() {
      return List.of(workspace, reason, detail);
    }

    @Override
    public int compareTo(Kind other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Adds counts atomically. A workspace has at most as many kinds with a detail as the settings
   * allow, on all nodes together; further ones count under their reason alone.
   */
  public void add(SortedMap<Kind, CountTable.Seen> counts) {
    // locks all guards first, in their order, so that no transactions deadlock
    guards(counts).forEach((guard, seen) -> COUNTS.add(entities, guard.key(), seen));
    Map<String, Long> kinds = new HashMap<>();
    SortedMap<Kind, CountTable.Seen> overLimit = new TreeMap<>();
    counts.forEach(
        (kind, more) -> {
          if (!COUNTS.addToExisting(entities, kind.key(), more)) {
            if (isWithinLimit(kind, kinds)) {
              COUNTS.add(entities, kind.key(), more);
            } else {
              overLimit.merge(kind.withoutDetail(), more, CountTable.Seen::plus);
            }
          }
        });
    overLimit.forEach((kind, more) -> COUNTS.add(entities, kind.key(), more));
  }

  private static SortedMap<Kind, CountTable.Seen> guards(Map<Kind, CountTable.Seen> counts) {
    SortedMap<Kind, CountTable.Seen> guards = new TreeMap<>();
    counts.forEach(
        (kind, seen) ->
            guards.merge(Kind.guard(kind.workspace()), seen.none(), CountTable.Seen::plus));
    return guards;
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

  /** Removes old counts: see {@link drawbridge.platform.store.Purge.Batches}. */
  public Purge.Batch removeOld(Instant until, String after, int most) {
    return COUNTS.removeOld(entities, until, after, most);
  }
}
