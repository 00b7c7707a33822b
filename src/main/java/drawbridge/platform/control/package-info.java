/**
 * What the container starts before any room: the reading of all settings.
 *
 * <p>Rooms take part by observing, and wait for it by name ({@code @DependsOn}). The rule that is
 * easily broken: whoever starts by itself and is not told to wait may fail first, and then only its
 * own faults are named.
 */
@NullMarked
package drawbridge.platform.control;

import org.jspecify.annotations.NullMarked;
