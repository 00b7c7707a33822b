/**
 * Compiles flows, tasks and functions.
 *
 * <p>Used by {@code workflow.definition} only. Invariant: a task is counted before its members are
 * compiled, so that neither the number nor the nesting of tasks can occupy the server.
 */
@NullMarked
package drawbridge.workflow.definition.task;

import org.jspecify.annotations.NullMarked;
