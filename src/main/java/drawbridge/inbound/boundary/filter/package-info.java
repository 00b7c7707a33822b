/**
 * Filters of all requests to inbound URLs and their replies: heads that JAX-RS could not read,
 * methods that no resource takes, headers of every reply.
 *
 * <p>The container calls them before and after resources; {@code inbound.boundary} sets the rate
 * that {@link drawbridge.inbound.boundary.filter.RateHeaders} reports. Invariant: a filter reads no
 * body.
 */
@NullMarked
package drawbridge.inbound.boundary.filter;

import org.jspecify.annotations.NullMarked;
