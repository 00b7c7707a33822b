package drawbridge.inbound.control.count;

import drawbridge.platform.Ids;
import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.OldRows;
import drawbridge.platform.store.Purge;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of {@link drawbridge.inbound.entity.CountRow}s with a unique key. Nodes add to the same
 * rows, and retention may remove a row at any time.
 */
public final class CountTable {

  private final int columns;
  private final String update;
  private final String insert;
  private final OldRows old;

  /** A number of requests, with the times of the first and the last one. */
  public record Seen(long count, Instant first, Instant last) {

    static Seen at(Instant now) {
      return new Seen(1, now, now);
    }

    /** Returns the same times without a request. */
    Seen none() {
      return new Seen(0, first, last);
    }

    Seen plus(Seen other) {
      return new Seen(
          count + other.count,
          other.first.isBefore(first) ? other.first : first,
          other.last.isAfter(last) ? other.last : last);
    }
  }

  CountTable(String table, String... key) {
    columns = key.length;
    List<String> names = List.of(key);
    update =
        "update %s set count = count + ?1, last_at = greatest(last_at, ?2) where %s"
            .formatted(
                table,
                IntStream.range(0, columns)
                    .mapToObj(at -> names.get(at) + " = ?" + (3 + at))
                    .collect(Collectors.joining(" and ")));
    insert =
        "insert into %s (count, last_at, %s, first_at, id) values (%s) on conflict do nothing"
            .formatted(
                table,
                String.join(", ", names),
                IntStream.rangeClosed(1, 4 + columns)
                    .mapToObj(at -> "?" + at)
                    .collect(Collectors.joining(", ")));
    old = OldRows.of(table, "t.last_at <= ?3");
  }

  /** Adds to a row, which it makes if there is none. */
  void add(EntityManager entities, List<String> key, Seen more) {
    while (!addToExisting(entities, key, more) && !insert(entities, key, more)) {
      // another transaction inserted and deleted the row between both statements
    }
  }

  /** Adds to a row; returns whether there is one. */
  boolean addToExisting(EntityManager entities, List<String> key, Seen more) {
    return with(entities.createNativeQuery(update), key, more).executeUpdate() == 1;
  }

  private boolean insert(EntityManager entities, List<String> key, Seen more) {
    return with(entities.createNativeQuery(insert), key, more)
            .setParameter(3 + columns, InstantColumn.micros(more.first()))
            .setParameter(4 + columns, Ids.next(more.first().toEpochMilli()))
            .executeUpdate()
        == 1;
  }

  private static Query with(Query query, List<String> key, Seen more) {
    query.setParameter(1, more.count()).setParameter(2, InstantColumn.micros(more.last()));
    for (int at = 0; at < key.size(); at++) {
      query.setParameter(3 + at, key.get(at));
    }
    return query;
  }

  /**
   * Removes rows in batches. Skips rows that are counted at this moment.
   *
   * @param until rows last counted at this time or earlier
   * @param after reads rows with a greater id; ids sort by the time of the first count
   */
  Purge.Batch removeOld(EntityManager entities, Instant until, String after, int most) {
    return old.remove(entities, until, after, most);
  }
}
