/**
 * Executes runs on this node. The {@code Dispatcher} claims due runs lane by lane, as far as slots
 * are free. The {@code Runner} executes a leased run on the stored journal, and {@code
 * RunEndWriter} writes its end. The {@code ShortRunner} executes short runs before they are in the
 * store. The {@code Heartbeat} proves that the node is alive.
 *
 * <p>Other features do not use this package. It hears of queued, begun and cancelled runs through
 * {@code AfterCommit}, and uses the transactions of {@code run.control}. Invariant: the package
 * keeps no state that the tables do not have.
 */
@NullMarked
package drawbridge.run.worker;

import org.jspecify.annotations.NullMarked;
