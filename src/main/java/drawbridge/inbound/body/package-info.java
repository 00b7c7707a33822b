/**
 * Reads the bytes of an untrusted body into a tree: {@link drawbridge.inbound.body.ContentCoding}
 * decompresses, {@link drawbridge.inbound.body.BodyFormat} parses, {@link
 * drawbridge.inbound.body.Decoding} decodes texts within. Reports every fault with its JSON
 * pointer.
 *
 * <p>Invariants: no input makes a public method throw; malformed input is never repaired; every
 * reader charges its {@link drawbridge.inbound.body.Allowance} before it allocates.
 */
@NullMarked
package drawbridge.inbound.body;

import org.jspecify.annotations.NullMarked;
