/**
 * Settings as records: {@link drawbridge.platform.setting.Settings} reads and checks them.
 *
 * <p>Open to every package. Invariant: a message names what to write and never contains the value,
 * which may be a secret.
 */
@NullMarked
package drawbridge.platform.setting;

import org.jspecify.annotations.NullMarked;
