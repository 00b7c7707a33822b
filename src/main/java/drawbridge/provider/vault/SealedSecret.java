package drawbridge.provider.vault;

/**
 * A secret that nobody reads without the key; safe to store and to print.
 *
 * @param keyId which key opens it
 * @param text a version, the nonce and the encrypted secret with its tag, in base64
 */
public record SealedSecret(String keyId, String text) {}
