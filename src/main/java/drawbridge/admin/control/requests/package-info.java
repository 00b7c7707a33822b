/**
 * Finds the requests of a workspace. {@code admin.boundary} and {@code console} may use it.
 * Invariant: a search reads a bounded number of rows.
 */
@NullMarked
package drawbridge.admin.control.requests;

import org.jspecify.annotations.NullMarked;
