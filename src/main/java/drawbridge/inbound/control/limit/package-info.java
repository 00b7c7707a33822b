/**
 * Limits of this node that protect senders from each other: rates of requests, bodies received at
 * one time, and their memory.
 *
 * <p>All of {@code inbound} may use it. Kept in memory; it reads no store and knows no requests.
 * Invariant: a limit is checked before the work that it limits.
 */
@NullMarked
package drawbridge.inbound.control.limit;

import org.jspecify.annotations.NullMarked;
