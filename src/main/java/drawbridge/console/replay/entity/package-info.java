/** See {@link drawbridge.console.replay}. */
@NullMarked
package drawbridge.console.replay.entity;

import org.jspecify.annotations.NullMarked;
