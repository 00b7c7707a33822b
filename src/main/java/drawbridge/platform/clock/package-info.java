/**
 * Protects stored rows from a wrong clock. Knows the tables only to find their newest row.
 *
 * <p>{@link drawbridge.platform.clock.ClockCheck} refuses a start on rows of the future. {@link
 * drawbridge.platform.clock.AgingClock} is the time by which rows age; it stands still after a jump
 * or a long gap. Retention and the window of uids use it; all else uses the clock.
 *
 * <p>Invariant: a jump of the clock never makes a row older. The state lies in the table {@code
 * clock}, so that it holds on all nodes and after restarts.
 */
@NullMarked
package drawbridge.platform.clock;

import org.jspecify.annotations.NullMarked;
