/**
 * Puts {@code drawbridge.jar} under load over HTTP and reads the figures of its JVM. A closed load
 * first finds the limit; an open load, which does not wait for replies, then measures response
 * times. Invariant: no response time of a closed load is reported, since its senders slow down with
 * the server (coordinated omission).
 */
@NullMarked
package drawbridge.bench.intake;

import org.jspecify.annotations.NullMarked;
