package drawbridge.run.worker;

import drawbridge.platform.LastUsed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Which versions have short runs, by what this node has seen of them since it began. A version has
 * to prove it by many runs in a row, and one that was not short takes the proof away. Thread safe.
 */
@ApplicationScoped
public class ShortRunHistory {

  /** Short runs in a row. */
  static final int PROOF = 100;

  /** Versions that are remembered, those that were used last. */
  static final int MOST = 500;

  private final Map<String, Integer> shortInARow = LastUsed.map(MOST);

  /** A run of this version was walked through from its beginning. */
  void note(String versionId, boolean isShort) {
    shortInARow.compute(
        versionId,
        (id, n) -> isShort ? Math.min(PROOF, n == null ? 1 : n + 1) : Integer.valueOf(0));
  }

  /** Whether the next run of it will be short, as far as anybody can tell. */
  boolean isShort(String versionId) {
    return shortInARow.getOrDefault(versionId, 0) >= PROOF;
  }
}
