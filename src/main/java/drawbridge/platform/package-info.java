/**
 * The few things that every feature shares: problems and faults, JSON, ids, time, ages, settings.
 *
 * <p>Everyone may enter. The one rule that is easily broken: nothing in here knows a feature, so a
 * class that needs to import one belongs into that feature.
 */
@NullMarked
package drawbridge.platform;

import org.jspecify.annotations.NullMarked;
