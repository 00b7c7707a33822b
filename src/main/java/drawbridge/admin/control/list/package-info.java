/**
 * Read models of lists in the console and the API. Reads only; {@code console.boundary} may call
 * it.
 */
@NullMarked
package drawbridge.admin.control.list;

import org.jspecify.annotations.NullMarked;
