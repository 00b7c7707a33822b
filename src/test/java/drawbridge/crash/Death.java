package drawbridge.crash;

import java.util.Set;

/**
 * A kill of a node.
 *
 * @param start the name of its start, as the sink sees it
 * @param nanos time by {@link System#nanoTime}
 * @param witnesses starts of other nodes that were ready then
 */
record Death(String start, long nanos, Set<String> witnesses) {
  Death {
    witnesses = Set.copyOf(witnesses);
  }
}
