/**
 * jq's values: numbers, order, parts, changes; and the budget and errors of an evaluation.
 *
 * <p>Used by the other packages of jq. Invariant: a value is never changed after it was passed on.
 */
@NullMarked
package drawbridge.expression.jq.value;

import org.jspecify.annotations.NullMarked;
