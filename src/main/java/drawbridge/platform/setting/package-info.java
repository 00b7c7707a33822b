/**
 * Constraints of settings records: the name of each setting and its valid texts.
 *
 * <p>Open to every package; {@link drawbridge.platform.Settings} reads the records. Invariant: a
 * message names what to write and never contains the value, which may be a secret.
 */
@NullMarked
package drawbridge.platform.setting;

import org.jspecify.annotations.NullMarked;
