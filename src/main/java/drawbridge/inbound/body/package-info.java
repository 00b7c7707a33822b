/**
 * Reads the bytes of a body that anybody may have sent: strict JSON, form fields or plain text, as
 * a tree, and every fault of it with its place. The rule that is easily broken: nothing here
 * throws, whatever the bytes, and nothing is repaired silently.
 */
@NullMarked
package drawbridge.inbound.body;

import org.jspecify.annotations.NullMarked;
