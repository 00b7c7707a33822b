/**
 * Starts before all features: checks every setting, migrates the store and watches it.
 *
 * <p>Features take part by observing {@link drawbridge.platform.control.SettingsCheck.Round}, and
 * start after it with {@code @DependsOn}. Invariant: a startup bean without {@code @DependsOn} may
 * fail first, and then the message names its faults only.
 */
@NullMarked
package drawbridge.platform.control;

import org.jspecify.annotations.NullMarked;
