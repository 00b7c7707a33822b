/** See {@link drawbridge.admin.live.control}. */
@NullMarked
package drawbridge.admin.live.boundary;

import org.jspecify.annotations.NullMarked;
