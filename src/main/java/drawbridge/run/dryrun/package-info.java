/**
 * Executes a run without storing or sending anything, as far as that is possible.
 *
 * <p>Uses the interpreter of real runs, with a journal in memory, a clock that skips waits, and
 * sample answers of calls and child runs. Knows neither container nor store. Invariant: the package
 * gets the names of secrets, never their values.
 */
@NullMarked
package drawbridge.run.dryrun;

import org.jspecify.annotations.NullMarked;
