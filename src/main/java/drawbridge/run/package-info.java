/**
 * Runs: their ledger, queue, slots, journal, execution, waits and takeover.
 *
 * <p>Other features read runs through {@code control.Ledger}, insert them through {@code
 * control.RunInserts}, replay them through {@code control.Replays} and cancel them through {@code
 * control.RunTransitions}. {@code slots} holds the runs that this node executes, {@code worker}
 * executes them, and {@code interpreter} walks a run without knowing a store. The table is the
 * queue; the executor is its fast path.
 *
 * <p>Invariant: each transaction of a node that executes a run checks the epoch of its lease.
 */
@NullMarked
package drawbridge.run;

import org.jspecify.annotations.NullMarked;
