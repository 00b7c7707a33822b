/**
 * Authenticates requests to triggers: secret header, signature, handshake (T2, T4, T5).
 *
 * <p>{@code trigger.boundary} and the dry runs of {@code admin} may call it; only the former
 * records uses. Invariant: what cannot be verified is refused. A row that is missing or disabled
 * never lets a request in.
 */
@NullMarked
package drawbridge.inbound.trigger.control.verification;

import org.jspecify.annotations.NullMarked;
