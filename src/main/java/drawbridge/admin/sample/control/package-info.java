/**
 * Sends samples to triggers, signed as their providers sign events.
 *
 * <p>{@code console} and {@code admin.sample.boundary} may use it. Invariant: the secret of a
 * trigger signs a sample, and no caller sees it.
 */
@NullMarked
package drawbridge.admin.sample.control;

import org.jspecify.annotations.NullMarked;
