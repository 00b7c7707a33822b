/**
 * Handshakes against what the providers' documentation shows: each file under {@code
 * src/test/resources/drawbridge/sender/handshakes} has a request, the answer, events that are no
 * handshakes, and where they are from.
 */
@NullMarked
package drawbridge.sender.handshake;

import org.jspecify.annotations.NullMarked;
