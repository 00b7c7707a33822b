/**
 * How the operators' JSON API is written on the wire: bodies and queries as they are read, answers
 * as they are built, and what ends a call.
 *
 * <p>Entered by the resources of {@code console}, those of its replays and transfers among them,
 * and by nobody else; pages show the control beans' values themselves. Knows no resource, and
 * changes nothing. The rule that is easily broken: what is read here refuses a call with all of its
 * faults at once, and so must be read to its {@code end}.
 */
@NullMarked
package drawbridge.admin.boundary.wire;

import org.jspecify.annotations.NullMarked;
