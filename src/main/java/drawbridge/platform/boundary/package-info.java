/**
 * What every JAX-RS resource of the house shares: the application's path, JSON trees as bodies, and
 * the one place where whatever went wrong becomes problem+json; and what keeps callers and readers
 * out while the store is away.
 *
 * <p>Features do not call in here, but for the door of the pages, which asks the {@link
 * drawbridge.platform.boundary.PageGate}; the server finds the providers. The rule that is easily
 * broken: no stack trace, no message of an exception, and no value of a request ever goes out with
 * a 500.
 */
@NullMarked
package drawbridge.platform.boundary;

import org.jspecify.annotations.NullMarked;
