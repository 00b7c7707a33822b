package drawbridge.monitoring.control;

import drawbridge.monitoring.entity.Counts;
import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Writes {@link Tallies} and removes old ones. */
@Stateless
public class TallyLedger {

  private static final String RAISE =
      "update tally set accepted = accepted + ?3, duplicate = duplicate + ?4,"
          + " rejected = rejected + ?5, unavailable = unavailable + ?6,"
          + " succeeded = succeeded + ?7, failed = failed + ?8, cancelled = cancelled + ?9"
          + " where minute_at = ?1 and node = ?2";

  private static final String INSERT =
      "insert into tally (minute_at, node, accepted, duplicate, rejected, unavailable, succeeded,"
          + " failed, cancelled) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** Adds counts to minutes of one node in one transaction. Only that node writes its minutes. */
  public void add(String node, SortedMap<Instant, Counts> minutes) {
    minutes.forEach(
        (minute, counts) -> {
          if (write(RAISE, node, minute, counts) == 0) {
            write(INSERT, node, minute, counts);
          }
        });
  }

  private int write(String statement, String node, Instant minute, Counts counts) {
    return entities
        .createNativeQuery(statement)
        .setParameter(1, InstantColumn.micros(minute))
        .setParameter(2, node)
        .setParameter(3, counts.accepted())
        .setParameter(4, counts.duplicate())
        .setParameter(5, counts.rejected())
        .setParameter(6, counts.unavailable())
        .setParameter(7, counts.succeeded())
        .setParameter(8, counts.failed())
        .setParameter(9, counts.cancelled())
        .executeUpdate();
  }

  /**
   * Removes the oldest minutes.
   *
   * @param until removes minutes that started then or earlier
   * @param after ignored, because removed rows need no cursor
   * @param most number of rows; minutes with rows of several nodes may exceed it
   */
  public Purge.Batch remove(Instant until, String after, int most) {
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<Number> minutes =
        entities
            .createNativeQuery(
                "select minute_at from tally where minute_at between 0 and ?1"
                    + " order by minute_at, node limit ?2 for update skip locked")
            .setParameter(1, InstantColumn.micros(until))
            .setParameter(2, most)
            .getResultList();
    if (minutes.isEmpty()) {
      return new Purge.Batch(0, Optional.empty());
    }
    int removed =
        entities
            .createNativeQuery("delete from tally where minute_at <= ?1")
            .setParameter(1, minutes.get(minutes.size() - 1).longValue())
            .executeUpdate();
    return new Purge.Batch(
        removed, minutes.size() == most ? Optional.of("more") : Optional.empty());
  }
}
