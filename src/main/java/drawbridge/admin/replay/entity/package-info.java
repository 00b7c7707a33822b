/** See {@link drawbridge.admin.replay}. */
@NullMarked
package drawbridge.admin.replay.entity;

import org.jspecify.annotations.NullMarked;
