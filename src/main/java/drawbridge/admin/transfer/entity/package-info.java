/** See {@link drawbridge.admin.transfer}. */
@NullMarked
package drawbridge.admin.transfer.entity;

import org.jspecify.annotations.NullMarked;
