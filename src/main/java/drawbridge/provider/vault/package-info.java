/**
 * How providers' secrets are kept that must be shown to them again, or recomputed: encrypted, under
 * keys that lie outside of the store ({@link drawbridge.provider.vault.Keyring}).
 *
 * <p>Who keeps a secret may enter. The rule that is easily broken: a sealed text belongs to one
 * place, and whoever moves it to another row seals the secret anew.
 */
@NullMarked
package drawbridge.provider.vault;

import org.jspecify.annotations.NullMarked;
