/**
 * jq 1.8 with bounds: reads programs, and evaluates them within steps, bytes and time.
 *
 * <p>Used only by {@link drawbridge.expression}, through {@link drawbridge.expression.jq.Program}.
 * Text goes through {@code syntax} to {@code filter}, which calls {@code function}; {@code value}
 * and {@code regex} know no program. Invariant: nothing runs, copies or allocates without a charge
 * to the {@link drawbridge.expression.jq.value.Budget}.
 */
@NullMarked
package drawbridge.expression.jq;

import org.jspecify.annotations.NullMarked;
