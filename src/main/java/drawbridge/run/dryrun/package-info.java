/**
 * Walks a run as far as it can be told without doing anything outside: every template rendered,
 * nothing sent, nothing stored.
 *
 * <p>The interpreter is the one that runs are made of; here its journal is in memory, its clock
 * leaps over waits, and calls and child runs are answered by samples or not at all. Plain Java
 * without container or store. The rule that is easily broken: no secret's value comes in here, only
 * the names of those that are configured.
 */
@NullMarked
package drawbridge.run.dryrun;

import org.jspecify.annotations.NullMarked;
