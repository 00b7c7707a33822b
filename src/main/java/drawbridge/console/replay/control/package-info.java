/** See {@link drawbridge.console.replay}. */
@NullMarked
package drawbridge.console.replay.control;

import org.jspecify.annotations.NullMarked;
