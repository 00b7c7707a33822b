/** See {@link drawbridge.admin.transfer.control}. */
@NullMarked
package drawbridge.admin.transfer.boundary;

import org.jspecify.annotations.NullMarked;
