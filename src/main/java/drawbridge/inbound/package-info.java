/**
 * Webhooks in: who may call, what was asked, one order per entry, and the reply.
 *
 * <p>{@code boundary} speaks HTTP, {@code control.Intake} records, {@code entity} holds the
 * contract's terms. Nobody calls into {@code boundary}; {@code console} may ask {@code control}
 * about uids and rejections. The rule that is easily broken: nothing is answered 2xx before its
 * transaction committed, and nothing of a body is read before the secret was right.
 */
@NullMarked
package drawbridge.inbound;

import org.jspecify.annotations.NullMarked;
