/**
 * Shared parts of all JAX-RS resources: the application's path, JSON trees as bodies, error replies
 * as problem+json, and the gates that answer 503 while the store is unavailable.
 *
 * <p>The server finds the providers; features call only {@link
 * drawbridge.platform.boundary.PageGate}. Invariant: a reply with status 500 holds no stack trace,
 * no exception message and no value of the request.
 */
@NullMarked
package drawbridge.platform.boundary;

import org.jspecify.annotations.NullMarked;
