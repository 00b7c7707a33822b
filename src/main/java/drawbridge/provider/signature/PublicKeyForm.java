package drawbridge.provider.signature;

import drawbridge.provider.Encoding;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** A kind of public key, and the texts in which providers show it. */
enum PublicKeyForm {

  /** NIST P-256; a SubjectPublicKeyInfo in base64 or PEM. */
  ECDSA_P256_SHA256("SHA256withECDSA", "EC") {
    @Override
    Optional<PublicKey> of(String text) {
      return parsed(bytes(text)).filter(PublicKeyForm::isP256);
    }

    @Override
    String fault() {
      return "must be a public key of the curve P-256, in base64 or PEM";
    }
  },

  /**
   * 32 bytes in hexadecimal or in base64, optionally prefixed by {@code whpk_} (Standard Webhooks);
   * also a SubjectPublicKeyInfo in base64 or PEM.
   */
  ED25519("Ed25519", "Ed25519") {
    @Override
    Optional<PublicKey> of(String text) {
      String key = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
      return parsed(
          Encoding.HEX
              .decode(key)
              .or(() -> bytes(key))
              .map(it -> it.length == RAW_LENGTH ? withHead(it) : it));
    }

    @Override
    boolean mayBe(byte[] signature) {
      return signature.length == 2 * RAW_LENGTH; // the JDK ignores zeros behind it
    }

    @Override
    String fault() {
      return "must be an Ed25519 public key, in hexadecimal, base64, PEM, or base64 after whpk_";
    }
  };

  private static final int RAW_LENGTH = 32;
  private static final String PREFIX = "whpk_";

  /** The SubjectPublicKeyInfo of an Ed25519 key before its 32 bytes (RFC 8410 §4). */
  private static final String ED25519_HEAD = "302a300506032b6570032100";

  /** The order of P-256 (SEC 2, 2.4.2). */
  private static final String P256_ORDER =
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

  private final String algorithm;
  private final String keys;

  PublicKeyForm(String algorithm, String keys) {
    this.algorithm = algorithm;
    this.keys = keys;
  }

  /** Returns the form by its name in the table. */
  static PublicKeyForm named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Returns the name of the signature algorithm in the JDK. */
  String algorithm() {
    return algorithm;
  }

  /** Returns the key; empty when the text is malformed or a key of another kind. */
  abstract Optional<PublicKey> of(String text);

  /** Whether the bytes have the length of a signature. */
  boolean mayBe(byte[] signature) {
    return signature.length > 0;
  }

  /** Returns what a malformed key must be. */
  abstract String fault();

  Optional<PublicKey> parsed(Optional<byte[]> encoded) {
    try {
      return encoded.isEmpty()
          ? Optional.empty()
          : Optional.of(
              KeyFactory.getInstance(keys).generatePublic(new X509EncodedKeySpec(encoded.get())));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Returns the bytes of PEM or base64. */
  private static Optional<byte[]> bytes(String text) {
    String inner =
        text.replace("-----BEGIN PUBLIC KEY-----", "").replace("-----END PUBLIC KEY-----", "");
    return Encoding.BASE64.decode(inner.replaceAll("\\s", ""));
  }

  private static byte[] withHead(byte[] raw) {
    return HexFormat.of().parseHex(ED25519_HEAD + HexFormat.of().formatHex(raw));
  }

  private static boolean isP256(PublicKey key) {
    return key instanceof ECPublicKey curve
        && curve.getParams().getOrder().toString(16).equals(P256_ORDER);
  }
}
