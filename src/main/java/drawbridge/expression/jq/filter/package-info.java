/**
 * The parts of a compiled program: each evaluates itself.
 *
 * <p>Used by {@link drawbridge.expression.jq} and its parser. Invariants: a filter is immutable and
 * never keeps a value; it charges the budget before it repeats or allocates; it changes no value
 * that it received.
 */
@NullMarked
package drawbridge.expression.jq.filter;

import org.jspecify.annotations.NullMarked;
