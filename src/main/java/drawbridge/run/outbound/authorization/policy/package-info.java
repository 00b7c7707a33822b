/**
 * The resolved policy of a call, from a definition or from a secret.
 *
 * <p>Invariant: no class prints a value, and no message contains one.
 */
@NullMarked
package drawbridge.run.outbound.authorization.policy;

import org.jspecify.annotations.NullMarked;
