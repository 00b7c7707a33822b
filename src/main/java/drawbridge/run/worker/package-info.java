/**
 * Executes runs on this node: claims due runs as far as slots are free, writes their ends, and
 * proves that the node is alive.
 *
 * <p>Other features do not use this package. It hears of queued, begun and cancelled runs through
 * {@code AfterCommit}. Invariant: the package keeps no state that the tables do not have.
 */
@NullMarked
package drawbridge.run.worker;

import org.jspecify.annotations.NullMarked;
