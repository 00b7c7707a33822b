/** See {@link drawbridge.admin.transfer}. */
@NullMarked
package drawbridge.admin.transfer.boundary;

import org.jspecify.annotations.NullMarked;
