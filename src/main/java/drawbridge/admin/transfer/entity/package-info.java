/** See {@link drawbridge.admin.transfer.control}. */
@NullMarked
package drawbridge.admin.transfer.entity;

import org.jspecify.annotations.NullMarked;
