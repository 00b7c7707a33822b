/**
 * Executes the compiled tasks of one run on a journal, and returns how the run ended or what it
 * waits for.
 *
 * <p>Knows neither container nor store: {@link drawbridge.run.journal.Journal} and the other ports
 * connect it. Invariant: a resumed run executes from the top, so that each result that is not in
 * the journal must be deterministic.
 */
@NullMarked
package drawbridge.run.interpreter;

import org.jspecify.annotations.NullMarked;
