/**
 * Handshakes as the providers document them. Each file under {@code
 * src/test/resources/drawbridge/provider/handshakes} has a request, its answer, events that are not
 * handshakes, and the source.
 */
@NullMarked
package drawbridge.provider.handshake;

import org.jspecify.annotations.NullMarked;
