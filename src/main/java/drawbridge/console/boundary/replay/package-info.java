/** Pages of bulk replays: which there are, how far one is, and a new one. */
@NullMarked
package drawbridge.console.boundary.replay;

import org.jspecify.annotations.NullMarked;
