/**
 * Sends the requests of this and of other nodes to clients while they arrive.
 *
 * <p>{@code console} and {@code admin.boundary} may use it. Invariant: one reader of the store
 * serves all streams of the node, and none of them blocks it.
 */
@NullMarked
package drawbridge.admin.live.control;

import org.jspecify.annotations.NullMarked;
