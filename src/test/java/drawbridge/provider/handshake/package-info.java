/**
 * Handshakes against what the providers' documentation shows: each file under {@code
 * src/test/resources/drawbridge/provider/handshakes} has a request, the answer, events that are no
 * handshakes, and where they are from.
 */
@NullMarked
package drawbridge.provider.handshake;

import org.jspecify.annotations.NullMarked;
