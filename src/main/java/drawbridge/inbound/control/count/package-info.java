/**
 * Counts what senders send: outcomes of entries since the start of this node, rejections by their
 * reasons, and requests to unknown URLs.
 *
 * <p>All of {@code inbound} and {@code monitoring} may count and read; {@code admin} reads the
 * ledgers. Invariant: counting never writes to the store, however many requests are refused. Counts
 * are written every few seconds, and the number of distinct ones is limited.
 */
@NullMarked
package drawbridge.inbound.control.count;

import org.jspecify.annotations.NullMarked;
