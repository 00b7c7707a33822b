/**
 * jq's functions that are written in Java.
 *
 * <p>Used by {@link drawbridge.expression.jq} through {@link
 * drawbridge.expression.jq.function.Functions}. Invariant: each function charges its work and what
 * it builds before it does either.
 */
@NullMarked
package drawbridge.expression.jq.function;

import org.jspecify.annotations.NullMarked;
