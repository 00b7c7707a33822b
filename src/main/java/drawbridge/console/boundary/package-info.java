/** See {@link drawbridge.console}. */
@NullMarked
package drawbridge.console.boundary;

import org.jspecify.annotations.NullMarked;
