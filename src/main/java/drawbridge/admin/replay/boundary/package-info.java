/** See {@link drawbridge.admin.replay}. */
@NullMarked
package drawbridge.admin.replay.boundary;

import org.jspecify.annotations.NullMarked;
