package drawbridge.run.worker;

import drawbridge.platform.LastUsed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Predicts which workflow versions have short runs. A version is short after 100 short runs in a
 * row on this node; one longer run resets the count. Thread safe.
 */
@ApplicationScoped
public class ShortRunHistory {

  /** Short runs in a row after which a version is short. */
  static final int PROOF = 100;

  /** Versions to remember; the least recently used one is forgotten. */
  static final int MAX_VERSIONS = 500;

  private final Map<String, Integer> shortInARow = LastUsed.map(MAX_VERSIONS);

  /** Records a run of a version that was executed from its beginning. */
  void note(String versionId, boolean isShort) {
    shortInARow.compute(
        versionId,
        (id, n) -> isShort ? Math.min(PROOF, n == null ? 1 : n + 1) : Integer.valueOf(0));
  }

  boolean isShort(String versionId) {
    return shortInARow.getOrDefault(versionId, 0) >= PROOF;
  }
}
