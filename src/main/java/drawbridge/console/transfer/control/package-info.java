/** See {@link drawbridge.console.transfer}. */
@NullMarked
package drawbridge.console.transfer.control;

import org.jspecify.annotations.NullMarked;
