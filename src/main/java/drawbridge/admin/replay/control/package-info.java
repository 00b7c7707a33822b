/**
 * Bulk replays: replay all runs that match a query, at a limited rate, across crashes of nodes.
 *
 * <p>Pages and resources control them through {@code control.BulkReplays} and preview them through
 * {@code control.Previews}. The invariant easily broken: one transaction writes the new run, the
 * outcome of its original and the position of the bulk replay. Otherwise a crash between them
 * replays runs twice.
 */
@NullMarked
package drawbridge.admin.replay.control;

import org.jspecify.annotations.NullMarked;
