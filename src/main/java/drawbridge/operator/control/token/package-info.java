/**
 * The form and the store of API tokens.
 *
 * <p>Called by {@code operator.control}, which checks who may do what. Invariant: only the SHA-256
 * of a value is stored, and no value reaches a log, an error or a URL.
 */
@NullMarked
package drawbridge.operator.control.token;

import org.jspecify.annotations.NullMarked;
