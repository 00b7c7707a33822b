/**
 * Bulk replays: many runs that a query finds are repeated, at a rate, whatever happens to the nodes
 * meanwhile.
 *
 * <p>Pages and resources start and steer them through {@code control.BulkReplays} and look ahead
 * through {@code control.Previews}. The rule that is easily broken: a run that is repeated, its
 * line in the table of this room and the place of the bulk replay are one transaction, or a node
 * that dies between them repeats runs twice.
 */
@NullMarked
package drawbridge.admin.replay;

import org.jspecify.annotations.NullMarked;
