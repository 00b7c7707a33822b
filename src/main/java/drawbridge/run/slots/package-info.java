/**
 * What this node has in its hands: the runs that it works on, how many more it may take, and the
 * lanes in which it has a reason to look. Knows no store; gone with the process, and the tables
 * know all that matters of it.
 */
@NullMarked
package drawbridge.run.slots;

import org.jspecify.annotations.NullMarked;
