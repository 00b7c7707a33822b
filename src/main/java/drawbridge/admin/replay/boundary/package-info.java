/** See {@link drawbridge.admin.replay.control}. */
@NullMarked
package drawbridge.admin.replay.boundary;

import org.jspecify.annotations.NullMarked;
