/**
 * How this node works on runs: the dispatcher takes them lane by lane, or as they are opened, as
 * far as the workbench ({@code run.control.bench}) has places; the runner lets the interpreter walk
 * on the stored journal, the heartbeat shows that the node lives. Runs that are known to be short
 * are worked on before they are in the store ({@link drawbridge.run.worker.ShortRunner}). What a
 * commit means for this node it hears from {@link drawbridge.run.worker.AfterCommit}.
 *
 * <p>Whoever opens, cancels or looks for runs uses {@link drawbridge.run.control.Ledger}, and never
 * this room; what it asks of the store are the transactions of {@code run.control}. The rule that
 * is easily broken: nothing in here is kept that the tables do not know.
 */
@NullMarked
package drawbridge.run.worker;

import org.jspecify.annotations.NullMarked;
