/**
 * Exports and imports workspaces: the workflows and triggers of one, as a zip of files that can be
 * kept in git.
 *
 * <p>{@code entity} defines file names and the limits of a zip; {@code control} applies imports.
 * The invariant easily broken: an export contains no secret, and an imported trigger without a
 * needed secret refuses its sender.
 */
@NullMarked
package drawbridge.admin.transfer.control;

import org.jspecify.annotations.NullMarked;
