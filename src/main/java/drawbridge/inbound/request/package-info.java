/**
 * Makes the data of a request that runs and rows of requests may contain (C9): headers and query
 * without secrets, within limits.
 *
 * <p>All of {@code inbound} and the dry runs of {@code admin} may use it. Invariant: no value that
 * {@link drawbridge.inbound.request.RequestCapture} returns contains a credential that
 * authenticates a request.
 */
@NullMarked
package drawbridge.inbound.request;

import org.jspecify.annotations.NullMarked;
