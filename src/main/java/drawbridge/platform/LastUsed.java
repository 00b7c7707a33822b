package drawbridge.platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps of bounded size for values that can be computed again. */
public final class LastUsed {

  private LastUsed() {}

  /**
   * Returns a map that drops the least recently used entry when it exceeds {@code most} entries; a
   * read is a use. Each call is thread safe.
   */
  public static <K, V> Map<K, V> map(int most) {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        });
  }
}
