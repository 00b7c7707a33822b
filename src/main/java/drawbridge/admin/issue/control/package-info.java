/**
 * Issues for operators: search, changes of state, and bulk replays of their runs.
 *
 * <p>Resources and pages call it. The invariant easily broken: a count, the newest failure and the
 * list of runs of an issue come from the same rows, {@code run.issue}.
 */
@NullMarked
package drawbridge.admin.issue.control;

import org.jspecify.annotations.NullMarked;
