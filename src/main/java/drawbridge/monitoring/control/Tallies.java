package drawbridge.monitoring.control;

import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import drawbridge.platform.store.InstantColumn;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads counts of requests and ended runs of all nodes by minute. Counts are a few seconds late.
 * {@code drawbridge.retention.tallies} sets how long they are kept.
 */
@Stateless
public class Tallies {

  private static final String SUMS =
      "sum(accepted), sum(duplicate), sum(rejected), sum(unavailable), sum(succeeded), sum(failed),"
          + " sum(cancelled)";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** The counts of one interval that starts at {@code begin}. */
  public record Point(Instant begin, Counts counts) {}

  /** Returns the sums since the start of the minute of {@code since}. */
  public Counts since(Instant since) {
    Object[] row =
        (Object[])
            entities
                .createNativeQuery("select " + SUMS + " from tally where minute_at >= ?1")
                .setParameter(1, InstantColumn.micros(Resolution.MINUTE.floor(since)))
                .getSingleResult();
    return row[0] == null ? Counts.NONE : counts(row, 0);
  }

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
                "select minute_at - mod(minute_at, ?3) as begin_at, "
                    + SUMS
                    + " from tally where minute_at >= ?1 and minute_at < ?2 group by begin_at")
            .setParameter(1, from)
            .setParameter(2, before)
            .setParameter(3, size)
            .getResultList();
    Map<Long, Counts> known = new HashMap<>();
    rows.forEach(row -> known.put(((Number) row[0]).longValue(), counts(row, 1)));
    return known;
  }

  private static Counts counts(Object[] row, int at) {
    return new Counts(
        number(row[at]),
        number(row[at + 1]),
        number(row[at + 2]),
        number(row[at + 3]),
        number(row[at + 4]),
        number(row[at + 5]),
        number(row[at + 6]));
  }

  private static long number(Object sum) {
    return ((Number) sum).longValue();
  }
}
