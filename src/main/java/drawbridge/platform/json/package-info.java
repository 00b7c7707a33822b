/**
 * Reads and writes texts of JSON and YAML, and says what they may hold: one set of limits for all
 * boundaries.
 *
 * <p>Open to every package. Invariant: what {@link Json} writes, it can read.
 */
@NullMarked
package drawbridge.platform.json;

import org.jspecify.annotations.NullMarked;
