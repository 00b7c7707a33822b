package drawbridge.platform.store;

import drawbridge.platform.Recurring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * Collects values in memory and writes them every two seconds or at another interval, so that a
 * flood costs the store little. A failed write is retried with the next one. A crash loses what is
 * not yet written, so nothing here may be promised to a sender. Thread safe.
 *
 * @param <K> values of equal keys are merged; keys are written in their order, which prevents
 *     deadlocks between nodes
 * @param <V> immutable
 */
public final class WriteBehind<K extends Comparable<? super K>, V> {

  private static final System.Logger LOG = System.getLogger(WriteBehind.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final String what;
  private final BinaryOperator<V> merger;
  private final Consumer<SortedMap<K, V>> writing;
  private final Map<K, V> pending = new ConcurrentHashMap<>();

  /**
   * Makes an empty buffer.
   *
   * @param what the values, for the log: {@code "counts of rejections"}
   * @param merger merges an earlier and a later value
   * @param writing writes all values in one transaction; never called with an empty map
   */
  public WriteBehind(String what, BinaryOperator<V> merger, Consumer<SortedMap<K, V>> writing) {
    this.what = what;
    this.merger = merger;
    this.writing = writing;
  }

  /** Writes every two seconds from now on. */
  public void begin(ScheduledExecutorService timer) {
    begin(timer, this::write);
  }

  /** Writes at this interval from now on. */
  public void begin(ScheduledExecutorService timer, Duration interval) {
    Recurring.begin(timer, interval, "write of " + what, this::write);
  }

  /**
   * Calls {@code turn} every two seconds from now on.
   *
   * @param turn adds values and calls {@link #write}
   */
  public void begin(ScheduledExecutorService timer, Runnable turn) {
    Recurring.begin(timer, INTERVAL, "write of " + what, turn);
  }

  /** Adds a value. */
  public void note(K key, V value) {
    pending.merge(key, value, merger);
  }

  /** Returns the number of keys that are not yet written. */
  public int size() {
    return pending.size();
  }

  /** Returns whether a value of the key is not yet written. */
  public boolean holds(K key) {
    return pending.containsKey(key);
  }

  /** Writes all values; called once more at an orderly stop. */
  public void write() {
    SortedMap<K, V> taken = new TreeMap<>();
    for (K key : List.copyOf(pending.keySet())) {
      V value = pending.remove(key);
      if (value != null) {
        taken.put(key, value);
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    try {
      writing.accept(taken);
    } catch (RuntimeException | Error e) {
      taken.forEach(
          (key, value) ->
              pending.merge(key, value, (later, earlier) -> merger.apply(earlier, later)));
      LOG.log(System.Logger.Level.WARNING, "cannot write {0}: {1}; will retry", what, e.toString());
    }
  }
}
