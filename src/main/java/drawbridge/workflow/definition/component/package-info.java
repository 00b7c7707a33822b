/**
 * Compiles what tasks consist of: expressions, durations, errors, retries, endpoints and
 * authentications, given in place or declared under {@code use}.
 *
 * <p>Used by {@code workflow.definition} and by its compilers of tasks. Invariant: expressions know
 * the names that are defined where they are evaluated ({@code CompileContext}); the names of a
 * declared component are checked at each reference.
 */
@NullMarked
package drawbridge.workflow.definition.component;

import org.jspecify.annotations.NullMarked;
