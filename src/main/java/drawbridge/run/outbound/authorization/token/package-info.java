/**
 * Tokens of OAuth 2.0 (RFC 6749, RFC 7523, RFC 8693) and OpenID Connect: requests and memory.
 *
 * <p>The library of Nimbus builds requests and reads responses; {@link
 * drawbridge.run.outbound.Http} sends them under the rules of outbound calls. Invariant: no message
 * contains a value of the policy or of a response.
 */
@NullMarked
package drawbridge.run.outbound.authorization.token;

import org.jspecify.annotations.NullMarked;
