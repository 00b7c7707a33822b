package drawbridge.crash;

import java.util.Optional;
import java.util.Set;

/**
 * A run as the operators' API shows it.
 *
 * @param calls keys of the calls in its journal, if it was read
 */
record Seen(String id, String uid, String status, Optional<Set<String>> calls) {

  /** Returns whether its state is final. */
  boolean hasEnded() {
    return Set.of("succeeded", "failed", "cancelled").contains(status);
  }
}
