/**
 * Encrypts secrets of providers, which Drawbridge must compute with or show again.
 *
 * <p>{@link drawbridge.provider.vault.KeySource} reads the keys at startup, {@link
 * drawbridge.provider.vault.Keyring} encrypts and decrypts. Invariant: keys lie outside of the
 * store, and no message and no {@code toString()} contains a key or a secret.
 */
@NullMarked
package drawbridge.provider.vault;

import org.jspecify.annotations.NullMarked;
