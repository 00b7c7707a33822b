/** See {@link drawbridge.console.transfer}. */
@NullMarked
package drawbridge.console.transfer.boundary;

import org.jspecify.annotations.NullMarked;
