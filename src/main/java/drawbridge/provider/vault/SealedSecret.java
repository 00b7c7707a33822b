package drawbridge.provider.vault;

/**
 * An encrypted secret; safe to store and to print.
 *
 * @param keyId the id of the key that decrypts it
 * @param text version, nonce, encrypted secret and tag, in base64
 */
public record SealedSecret(String keyId, String text) {}
