/**
 * What a feature sees of a client that reads a stream of events.
 *
 * <p>Every package may use it. Invariant: a slow client costs memory up to a limit, and no thread.
 */
@NullMarked
package drawbridge.platform.stream;

import org.jspecify.annotations.NullMarked;
