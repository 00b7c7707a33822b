package drawbridge.monitoring.control;

import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Stores counts of requests and ended runs of all nodes by minute. Counts are a few seconds late.
 * {@code drawbridge.retention.tallies} sets how long they are kept.
 */
@Stateless
public class Tallies {

  private static final String RAISE =
      "update tally set accepted = accepted + ?3, duplicate = duplicate + ?4,"
          + " rejected = rejected + ?5, unavailable = unavailable + ?6,"
          + " succeeded = succeeded + ?7, failed = failed + ?8, cancelled = cancelled + ?9,"
          + " ignored = ignored + ?10"
          + " where minute_at = ?1 and node = ?2";

  private static final String INSERT =
      "insert into tally (minute_at, node, accepted, duplicate, rejected, unavailable, succeeded,"
          + " failed, cancelled, ignored) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** The counts of one interval that starts at {@code begin}. */
  public record Point(Instant begin, Counts counts) {}

  /**
   * Returns every interval from the one that contains {@code from} to the one that contains {@code
   * to}, in order of time. Intervals without activity have zero counts.
   */
  public List<Point> series(Instant from, Instant to, Resolution resolution) {
    long size = resolution.length().toSeconds() * 1_000_000;
    long first = InstantColumn.micros(resolution.floor(from));
    long last = InstantColumn.micros(resolution.floor(to));
    Map<Long, Counts> known = known(first, last + size, size);
    List<Point> points = new ArrayList<>();
    for (long begin = first; begin <= last; begin += size) {
      points.add(new Point(InstantColumn.instant(begin), known.getOrDefault(begin, Counts.NONE)));
    }
    return points;
  }

  private Map<Long, Counts> known(long from, long before, long size) {
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<Object[]> rows =
        entities
            .createNativeQuery(
                "select minute_at - mod(minute_at, ?3) as begin_at, sum(accepted), sum(duplicate),"
                    + " sum(rejected), sum(unavailable), sum(succeeded), sum(failed),"
                    + " sum(cancelled), sum(ignored) from tally where minute_at >= ?1 and minute_at < ?2"
                    + " group by begin_at")
            .setParameter(1, from)
            .setParameter(2, before)
            .setParameter(3, size)
            .getResultList();
    Map<Long, Counts> known = new HashMap<>();
    rows.forEach(row -> known.put(number(row[0]), counts(row)));
    return known;
  }

  private static Counts counts(Object[] row) {
    return new Counts(
        number(row[1]),
        number(row[2]),
        number(row[8]),
        number(row[3]),
        number(row[4]),
        number(row[5]),
        number(row[6]),
        number(row[7]));
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
  }

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
        .setParameter(10, counts.ignored())
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
