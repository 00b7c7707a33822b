/** See {@link drawbridge.admin.files}. */
@NullMarked
package drawbridge.admin.files.control;

import org.jspecify.annotations.NullMarked;
