/**
 * Runs: their ledger, queue, slots, journal, execution, waits and takeover.
 *
 * <p>Other features use {@code control} and {@code entity}, and {@code dryrun} to try a run out.
 *
 * <p>Invariant: each transaction of a node that executes a run checks the epoch of its lease.
 */
@NullMarked
package drawbridge.run;

import org.jspecify.annotations.NullMarked;
