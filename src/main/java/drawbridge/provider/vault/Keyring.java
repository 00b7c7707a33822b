package drawbridge.provider.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets with the current key, and decrypts them with any of its keys. Uses AES-256-GCM
 * with a random nonce of 96 bits (NIST SP 800-38D), which is safe for 2³² secrets of each key. Not
 * a record, since a record prints itself. Thread safe.
 */
public final class Keyring {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,40}");
  private static final Pattern BETWEEN_KEYS = Pattern.compile("[,\\s]+");
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  /** The format version: the first byte of every encrypted text. */
  private static final byte VERSION = 1;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Keyring NONE = new Keyring(Map.of());

  /** By id, the current one first. */
  private final Map<String, SecretKey> keys;

  private Keyring(Map<String, SecretKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads keys: {@code id:base64 of 32 bytes} each, separated by commas or white space, the current
   * one first. An id is 1 to 40 letters, digits, dots, underscores or hyphens, and unique.
   *
   * @throws IllegalArgumentException naming the fault; never quotes the text
   */
  public static Keyring of(String text) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    for (String each : BETWEEN_KEYS.split(text.strip(), -1)) {
      String where = "key " + (keys.size() + 1) + " ";
      int colon = each.indexOf(':');
      if (colon < 0 || !ID.matcher(each.substring(0, colon)).matches()) {
        throw new IllegalArgumentException(
            where + "must be id:key with an id of 1 to 40 letters, digits, '.', '_' or '-'");
      }
      if (keys.put(each.substring(0, colon), key(each.substring(colon + 1), where)) != null) {
        throw new IllegalArgumentException(where + "repeats the id of an earlier key");
      }
    }
    return new Keyring(keys);
  }

  /** Returns a keyring without keys. */
  public static Keyring none() {
    return NONE;
  }

  /** Generates a random key with a random id, in the format of {@link #of}. */
  public static String newKey() {
    String id = "k" + HexFormat.of().formatHex(random(4));
    return id + ":" + Base64.getEncoder().encodeToString(random(KEY_BYTES));
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /**
   * Returns the id of the current key.
   *
   * @throws IllegalStateException without a key
   */
  public String currentId() {
    return keys.keySet().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no encryption key"));
  }

  /** Returns the ids of all keys, the current one first. */
  public Set<String> ids() {
    return Collections.unmodifiableSet(keys.keySet());
  }

  /**
   * Encrypts a secret with the current key. Equal secrets have different results.
   *
   * @param context the row and purpose of the secret; decryption requires the same context
   * @throws IllegalArgumentException when the secret is not Unicode text
   * @throws IllegalStateException without a key
   */
  public SealedSecret seal(String secret, String context) {
    String id = currentId();
    byte[] nonce = random(NONCE_BYTES);
    byte[] plain = bytes(secret);
    ByteBuffer sealed = ByteBuffer.allocate(1 + NONCE_BYTES + plain.length + TAG_BYTES);
    sealed.put(VERSION).put(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, Objects.requireNonNull(keys.get(id)), nonce);
      cipher.updateAAD(bytes(context));
      sealed.put(cipher.doFinal(plain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks AES-GCM", e);
    }
    return new SealedSecret(id, Base64.getEncoder().encodeToString(sealed.array()));
  }

  /**
   * Decrypts a secret. Empty when the key is unknown, the context differs, or the text was changed.
   */
  public Optional<String> open(SealedSecret sealed, String context) {
    SecretKey key = keys.get(sealed.keyId());
    byte[] bytes = decoded(sealed.text());
    if (key == null || bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] != VERSION) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOfRange(bytes, 1, 1 + NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
      cipher.updateAAD(bytes(context));
      byte[] plain = cipher.doFinal(bytes, 1 + NONCE_BYTES, bytes.length - 1 - NONCE_BYTES);
      return Optional.of(new String(plain, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks AES-GCM", e);
    }
  }

  /** Returns the ids only. */
  @Override
  public String toString() {
    return "Keyring" + keys.keySet();
  }

  private static SecretKey key(String base64, String where) {
    byte[] bytes = decoded(base64);
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(where + "must have 32 bytes in base64 behind its id");
    }
    return new SecretKeySpec(bytes, "AES");
  }

  /** Decodes canonical base64; an empty array for any other text. */
  private static byte[] decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return Base64.getEncoder().encodeToString(bytes).equals(base64) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] bytes(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "must be Unicode text"); // without the cause, which may quote it
    }
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    return cipher;
  }
}
