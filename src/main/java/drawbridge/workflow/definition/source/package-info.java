/**
 * Reads text into values with their pointers, lines and columns, and collects faults and warnings.
 *
 * <p>Used by the other packages of {@code workflow.definition} only. Invariant: every member of an
 * object is either read or refused ({@code NodeMembers.end()}), never ignored. Reading a value as
 * another type records a fault and returns a stand-in.
 */
@NullMarked
package drawbridge.workflow.definition.source;

import org.jspecify.annotations.NullMarked;
