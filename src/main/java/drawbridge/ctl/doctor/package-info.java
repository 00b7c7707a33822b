/**
 * The checks of the command {@code doctor}.
 *
 * <p>Used by that command only. Each check returns findings with what to do; a check that finds
 * nothing to do says what it has seen.
 */
@NullMarked
package drawbridge.ctl.doctor;

import org.jspecify.annotations.NullMarked;
