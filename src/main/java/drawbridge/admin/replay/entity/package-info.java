/** See {@link drawbridge.admin.replay.control}. */
@NullMarked
package drawbridge.admin.replay.entity;

import org.jspecify.annotations.NullMarked;
