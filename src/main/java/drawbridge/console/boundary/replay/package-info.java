/** Pages of bulk replays; see {@link drawbridge.console.boundary}. */
@NullMarked
package drawbridge.console.boundary.replay;

import org.jspecify.annotations.NullMarked;
