/**
 * Triggers (CONTRACT §5): one unguessable URL for each, for senders that control neither headers
 * nor body. {@link drawbridge.provider} knows signatures and handshakes; {@link drawbridge.inbound}
 * records the orders.
 *
 * <p>{@code setup} holds what a trigger does, as data; {@code event} is what it sees of a request;
 * {@code entity} holds the rows. {@code admin} may use these and {@code control}; the rest of
 * {@code inbound} does not depend on triggers. Invariant: the id in a URL is a credential, so logs,
 * counts and rejections name a trigger by its name.
 */
@NullMarked
package drawbridge.inbound.trigger;

import org.jspecify.annotations.NullMarked;
