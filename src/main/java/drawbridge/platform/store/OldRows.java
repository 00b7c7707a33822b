package drawbridge.platform.store;

import drawbridge.platform.Ids;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Removes old rows of one table in the order of their ids, which sort by the time of a row's first
 * event. An index of last events, which each of them would have to write, is not needed. Skips rows
 * that another transaction has locked.
 */
public final class OldRows {

  private final String next;
  private final String old;
  private final String delete;

  private OldRows(String table, String condition) {
    next = "select t.id from " + table + " t where t.id > ?1 and t.id < ?2 order by t.id limit ?3";
    old =
        "select t.id from %s t where t.id > ?1 and t.id <= ?2 and %s order by t.id"
                .formatted(table, condition)
            + " for update skip locked";
    delete = "delete from " + table + " where id = any(?1)";
  }

  /**
   * The rows of a table that meet a condition.
   *
   * @param condition over the row {@code t}; {@code ?3} is the latest time of a removable row
   */
  public static OldRows of(String table, String condition) {
    return new OldRows(table, condition);
  }

  /**
   * Removes the removable ones among the next rows, in the caller's transaction.
   *
   * @param until latest time of a removable row
   * @param after id after which to start
   * @param most rows to examine
   */
  public Purge.Batch remove(EntityManager entities, Instant until, String after, int most) {
    List<String> ids =
        NativeTexts.of(
            entities
                .createNativeQuery(next)
                .setParameter(1, after)
                .setParameter(2, Ids.floor(until.plusMillis(1)))
                .setParameter(3, most));
    if (ids.isEmpty()) {
      return new Purge.Batch(0, Optional.empty());
    }
    String last = ids.get(ids.size() - 1);
    List<String> removable =
        NativeTexts.of(
            entities
                .createNativeQuery(old)
                .setParameter(1, after)
                .setParameter(2, last)
                .setParameter(3, InstantColumn.micros(until)));
    int removed =
        entities
            .createNativeQuery(delete)
            .setParameter(1, removable.toArray(new String[0]))
            .executeUpdate();
    return new Purge.Batch(removed, Optional.of(last).filter(id -> ids.size() == most));
  }
}
