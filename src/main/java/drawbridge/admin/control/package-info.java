/** See {@link drawbridge.admin}. */
@NullMarked
package drawbridge.admin.control;

import org.jspecify.annotations.NullMarked;
