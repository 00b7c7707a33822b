/**
 * The filters before all others, in the order of {@code web.xml}: what follows the last reply of a
 * connection is dropped, a stop refuses requests, malformed heads are refused, a trusted proxy
 * tells the client, and each area of the URLs gets its share of the HTTP threads.
 *
 * <p>Invariant: a request outside {@code /api/inbound} holds a thread only within the share of its
 * area, and for a body at most {@link drawbridge.platform.boundary.guard.ShareFilter#BODY_TIME}.
 */
@NullMarked
package drawbridge.platform.boundary.guard;

import org.jspecify.annotations.NullMarked;
