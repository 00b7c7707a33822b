/**
 * How senders prove that a delivery is theirs: a signature over the bytes they sent, or a
 * credential in a header.
 *
 * <p>{@link drawbridge.provider.signature.Schemes} reads the table {@code signatures.yaml}; {@link
 * drawbridge.provider.signature.Scheme} is one row with the settings of one trigger, and checks
 * deliveries. The rule that is easily broken: what is signed are bytes as they came, so a body is
 * never decoded on its way into a MAC; and every secret is compared with every signature, so that
 * the time of an answer says nothing about a secret.
 */
@NullMarked
package drawbridge.provider.signature;

import org.jspecify.annotations.NullMarked;
