/** See {@link drawbridge.console.replay}. */
@NullMarked
package drawbridge.console.replay.boundary;

import org.jspecify.annotations.NullMarked;
