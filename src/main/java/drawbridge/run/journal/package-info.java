/**
 * What a run has done so far: the records of its steps, and the port by which they are read and
 * written. Knows no store; {@code run.worker} and {@code run.dryrun} implement the port.
 */
@NullMarked
package drawbridge.run.journal;

import org.jspecify.annotations.NullMarked;
