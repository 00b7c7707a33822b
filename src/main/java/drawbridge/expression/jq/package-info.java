/**
 * Bounded jq: jackson-jq's parser and functions, with every operator counted, sized and timed.
 *
 * <p>Used only by {@link drawbridge.expression}, through {@link drawbridge.expression.jq.Program}.
 * Invariant: a node or function of jackson-jq that is not in the tables here is refused; a new
 * entry states its cost.
 */
@NullMarked
package drawbridge.expression.jq;

import org.jspecify.annotations.NullMarked;
