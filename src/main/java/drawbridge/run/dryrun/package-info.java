/**
 * Executes a run without storing or sending anything, as far as that is possible.
 *
 * <p>Knows neither container nor store. Invariant: the package gets the names of secrets, never
 * their values.
 */
@NullMarked
package drawbridge.run.dryrun;

import org.jspecify.annotations.NullMarked;
