package drawbridge.platform.store;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * What is noted in memory and written every few seconds, so that a flood costs the store nothing.
 * What could not be written is written the next time; a crash loses at most that much, and so it is
 * for nothing that a sender was promised. Thread safe.
 *
 * @param <K> what is noted together; written in its order, so that nodes that write the same rows
 *     wait for each other and never in a circle
 * @param <V> immutable: what is taken out is all that was noted until then
 */
public final class WriteBehind<K extends Comparable<? super K>, V> {

  private static final System.Logger LOG = System.getLogger(WriteBehind.class.getName());
  private static final int WRITTEN_EVERY_SECONDS = 2;

  private final String what;
  private final BinaryOperator<V> together;
  private final Consumer<SortedMap<K, V>> writing;
  private final Map<K, V> noted = new ConcurrentHashMap<>();

  /**
   * Nothing is noted, and nothing is written yet.
   *
   * @param what it is, for the log: {@code "counts of rejections"}
   * @param together puts together what was noted earlier and what later
   * @param writing writes it all in one transaction; it is never asked to write nothing
   */
  public WriteBehind(String what, BinaryOperator<V> together, Consumer<SortedMap<K, V>> writing) {
    this.what = what;
    this.together = together;
    this.writing = writing;
  }

  /** Has it written every few seconds from now on. */
  public void begin(ScheduledExecutorService timer) {
    begin(timer, this::write);
  }

  /**
   * Has it written every few seconds from now on.
   *
   * @param turn notes what has not been noted yet, and calls {@link #write}
   */
  public void begin(ScheduledExecutorService timer, Runnable turn) {
    var unused =
        timer.scheduleWithFixedDelay(
            turn, WRITTEN_EVERY_SECONDS, WRITTEN_EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** Notes one more thing. */
  public void note(K key, V value) {
    noted.merge(key, value, together);
  }

  /** How many keys wait to be written. */
  public int size() {
    return noted.size();
  }

  /** Whether something of that key waits to be written. */
  public boolean holds(K key) {
    return noted.containsKey(key);
  }

  /** Writes what was noted since; an orderly stop calls it for the last time. */
  public void write() {
    SortedMap<K, V> taken = new TreeMap<>();
    for (K key : List.copyOf(noted.keySet())) {
      V value = noted.remove(key);
      if (value != null) {
        taken.put(key, value);
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    try {
      writing.accept(taken);
    } catch (RuntimeException e) {
      taken.forEach(
          (key, value) ->
              noted.merge(key, value, (later, earlier) -> together.apply(earlier, later)));
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} could not be written; tried again soon: {1}",
          what,
          e.toString());
    }
  }
}
