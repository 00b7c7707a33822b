/**
 * Workspaces as files: the workflows and triggers of one, in a zip that can be kept in git and
 * brought into another machine.
 *
 * <p>What a file is called and what a zip may be is known to {@code entity}; what is written where
 * to {@code control}. The rule that is easily broken: no secret goes out, and a trigger that came
 * in without one that it needs refuses its sender until somebody sets it.
 */
@NullMarked
package drawbridge.admin.transfer;

import org.jspecify.annotations.NullMarked;
