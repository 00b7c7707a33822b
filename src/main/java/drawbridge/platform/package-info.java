/**
 * Shared by all features: problems and faults, ids, clock, ages, settings.
 *
 * <p>Open to every package. Invariant: nothing here imports a feature; a class that needs one
 * belongs to that feature.
 */
@NullMarked
package drawbridge.platform;

import org.jspecify.annotations.NullMarked;
