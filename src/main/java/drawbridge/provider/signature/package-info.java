/**
 * Verification of deliveries: an HMAC, a signature with a public key or a certificate, a token, or
 * the secret itself, in a header, the query or the body.
 *
 * <p>{@link drawbridge.provider.signature.Schemes} reads the table {@code signatures.yaml}; {@link
 * drawbridge.provider.signature.Scheme} is a row with the settings of one trigger, and verifies
 * deliveries. Invariants: a body is never decoded before it is signed, and every secret is compared
 * with every signature, so that timing reveals nothing about a secret.
 */
@NullMarked
package drawbridge.provider.signature;

import org.jspecify.annotations.NullMarked;
