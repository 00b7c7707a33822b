/** See {@link drawbridge.admin.transfer}. */
@NullMarked
package drawbridge.admin.transfer.control;

import org.jspecify.annotations.NullMarked;
