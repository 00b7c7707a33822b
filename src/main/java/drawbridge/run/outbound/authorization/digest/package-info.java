/**
 * Digest authentication (RFC 7616): challenges, answers and the count of each nonce.
 *
 * <p>Invariant: a challenge is untrusted. Its length is bounded, and what it names is sent back
 * only when a header can carry it.
 */
@NullMarked
package drawbridge.run.outbound.authorization.digest;

import org.jspecify.annotations.NullMarked;
