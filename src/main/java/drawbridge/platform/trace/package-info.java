/**
 * Traces: passes the context of a request on to the runs that it starts and to their calls, and
 * records spans where the server supports it.
 *
 * <p>Open to every package. Invariant: a context is passed on whether or not spans are recorded.
 */
@NullMarked
package drawbridge.platform.trace;

import org.jspecify.annotations.NullMarked;
