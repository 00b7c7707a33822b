package drawbridge.crash;

import java.util.Set;

/**
 * A start of a node was killed.
 *
 * @param start its name, as the sink hears it
 * @param nanos when, by {@link System#nanoTime}
 * @param witnesses starts of other nodes that were ready then
 */
record Death(String start, long nanos, Set<String> witnesses) {
  Death {
    witnesses = Set.copyOf(witnesses);
  }
}
