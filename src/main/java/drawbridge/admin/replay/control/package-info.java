/** See {@link drawbridge.admin.replay}. */
@NullMarked
package drawbridge.admin.replay.control;

import org.jspecify.annotations.NullMarked;
