/** See {@link drawbridge.console}. */
@NullMarked
package drawbridge.console.control;

import org.jspecify.annotations.NullMarked;
