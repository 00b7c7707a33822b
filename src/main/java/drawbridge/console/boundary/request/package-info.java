/**
 * The pages about requests: the list with its filter, and one request. Invariant: no page shows the
 * URL of a trigger to an operator who may not use it (T2).
 */
@NullMarked
package drawbridge.console.boundary.request;

import org.jspecify.annotations.NullMarked;
