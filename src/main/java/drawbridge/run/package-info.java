/**
 * Runs: the ledger of them, who works on which, the interpreter, the journal, waits and take-over.
 *
 * <p>{@code control.Ledger} is the way in: it opens, finds, cancels and replays runs; {@code
 * control.Moves} are for who works on them. {@code control.bench} is what this node has in its
 * hands, {@code control.work} how it works on it. {@code interpreter} walks a run's steps and knows
 * no store; {@code control} gives it its journal. The table is the queue; the executor is only its
 * fast lane. The rule that is easily broken: who works on a run proves with its epoch, in every
 * transaction, that the run is still his.
 */
@NullMarked
package drawbridge.run;

import org.jspecify.annotations.NullMarked;
