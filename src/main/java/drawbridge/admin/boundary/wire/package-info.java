/**
 * The JSON of the operators' API: reads requests into records, builds replies from records, and
 * holds the constraints and records that several resources share.
 *
 * <p>Only the resources of {@code admin} may call it. It knows no resource and changes nothing. The
 * invariant easily broken: a request is refused with all of its faults at once.
 */
@NullMarked
package drawbridge.admin.boundary.wire;

import org.jspecify.annotations.NullMarked;
