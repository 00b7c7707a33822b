package drawbridge.inbound.control;

import drawbridge.inbound.entity.Rejection;
import drawbridge.platform.Ids;
import drawbridge.platform.store.InstantColumn;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was refused, in the table. Who refuses something counts it in {@link Rejections}. */
@Stateless
public class RejectionLedger {

  private static final int MOST_SHOWN = 1_000;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject SenderLimits limits;
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

    /** Held by whoever adds to a workspace; counts nothing. */
    private static Kind guard(String workspace) {
      return new Kind(workspace, "", "");
    }

    /** What is counted where there is no room for the detail. */
    Kind withoutDetail() {
      return new Kind(workspace, reason, "");
    }

    @Override
    public int compareTo(Kind other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Adds counts, all or none of them. A workspace keeps as many kinds with a detail as the settings
   * say, however many nodes add to it; what is over is counted under its reason. A kind's row may
   * go by its age at any time.
   */
  public void add(SortedMap<Kind, Long> counts) {
    long now = InstantColumn.micros(clock.instant());
    // all guards in their order before anything else: nobody waits in a circle
    counts.keySet().stream()
        .map(Kind::workspace)
        .distinct()
        .forEach(workspace -> keep(Kind.guard(workspace), 0, now));
    Map<String, Long> kinds = new HashMap<>();
    SortedMap<Kind, Long> over = new TreeMap<>();
    counts.forEach(
        (kind, more) -> {
          if (raise(kind, more, now) == 0) {
            if (hasRoom(kind, kinds)) {
              keep(kind, more, now);
            } else {
              over.merge(kind.withoutDetail(), more, Long::sum);
            }
          }
        });
    over.forEach((kind, more) -> keep(kind, more, now));
  }

  /**
   * Whether one more kind is kept.
   *
   * @param kinds how many each workspace has, as far as it was asked for
   */
  private boolean hasRoom(Kind kind, Map<String, Long> kinds) {
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

  private void keep(Kind kind, long more, long now) {
    while (raise(kind, more, now) == 0 && insert(kind, more, now) == 0) {
      // its row came and went in between
    }
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
            "select r from Rejection r where r.workspace = :workspace and r.count > 0"
                + " order by r.lastAt desc",
            Rejection.class)
        .setParameter("workspace", workspace)
        .setMaxResults(MOST_SHOWN)
        .getResultList();
  }
}
