/**
 * Reads the bytes of an untrusted body into a tree: strict JSON, form fields or plain text. Reports
 * every fault with its JSON pointer. Invariant: no input makes a public method throw, and malformed
 * input is never repaired.
 */
@NullMarked
package drawbridge.inbound.body;

import org.jspecify.annotations.NullMarked;
