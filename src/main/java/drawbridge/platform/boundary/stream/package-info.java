/**
 * Writes server-sent events without blocking.
 *
 * <p>Boundaries use it, of JAX-RS and of servlets alike. Invariant: all filters and servlets on the
 * way support asynchronous replies.
 */
@NullMarked
package drawbridge.platform.boundary.stream;

import org.jspecify.annotations.NullMarked;
