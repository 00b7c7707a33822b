package drawbridge.platform.boundary.guard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The connections whose last reply was sent a short time ago. What the server still executes of
 * them was read before, so the last {@link #MOST} suffice. Thread safe.
 */
final class EndedConnections {

  /** Several times the HTTP threads, each of which works on one connection. */
  static final int MOST = 10_000;

  private final Set<String> ids =
      Collections.synchronizedSet(Collections.newSetFromMap(new Latest()));

  void add(String id) {
    ids.add(id);
  }

  boolean contains(String id) {
    return ids.contains(id);
  }

  /** Forgets the oldest entry when it is full. */
  private static final class Latest extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> oldest) {
      return size() > MOST;
    }
  }
}
