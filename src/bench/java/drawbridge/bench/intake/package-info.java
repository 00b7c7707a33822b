/**
 * {@code drawbridge.jar} under load, from the outside: a sender for each case, and the figures of
 * the server's own JVM. First senders that come as fast as they are answered find the limit; then
 * requests that come by the clock, whether the earlier ones are answered or not, tell how long one
 * takes. The rule: a latency of the first kind is never reported, since senders that wait for a
 * slow server do not notice it (coordinated omission).
 */
@NullMarked
package drawbridge.bench.intake;

import org.jspecify.annotations.NullMarked;
