/** See {@link drawbridge.console.transfer}. */
@NullMarked
package drawbridge.console.transfer.entity;

import org.jspecify.annotations.NullMarked;
