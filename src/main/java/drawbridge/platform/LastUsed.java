package drawbridge.platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps of bounded size, for what may be forgotten and found out again. */
public final class LastUsed {

  private LastUsed() {}

  /**
   * A map that forgets the entry that was used longest ago when there would be more than {@code
   * most}; reading is using. Thread safe, each call by itself.
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
