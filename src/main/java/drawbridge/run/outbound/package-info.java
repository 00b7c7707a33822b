/**
 * Calls to the outside: which hosts may be reached, how long and how much, and that no secret comes
 * back with the answer.
 *
 * <p>Entered by {@code run.interpreter} through {@link drawbridge.run.outbound.Http}; built by
 * {@code run.control}. Knows no run and no journal. The rule that is easily broken: every hop is
 * checked against the rules, on the resolved addresses and not on the name alone.
 */
@NullMarked
package drawbridge.run.outbound;

import org.jspecify.annotations.NullMarked;
