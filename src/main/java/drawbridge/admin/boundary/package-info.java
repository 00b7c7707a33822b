/** See {@link drawbridge.admin}. */
@NullMarked
package drawbridge.admin.boundary;

import org.jspecify.annotations.NullMarked;
