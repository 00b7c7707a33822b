package drawbridge.run.outbound.authorization.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The algorithms of Digest (RFC 7616, section 3.3), each also as a session variant. */
enum DigestAlgorithm {
  MD5("MD5"),
  SHA_256("SHA-256"),
  SHA_512_256("SHA-512/256");

  private static final String SESSION = "-SESS";

  private final String digest;

  DigestAlgorithm(String digest) {
    this.digest = digest;
  }

  /** Returns the algorithm of a challenge's parameter; empty for an unknown one. */
  static Optional<DigestAlgorithm> of(String parameter) {
    String name = parameter.toUpperCase(Locale.ROOT);
    return switch (isSession(name) ? name.substring(0, name.length() - SESSION.length()) : name) {
      case "MD5" -> Optional.of(MD5);
      case "SHA-256" -> Optional.of(SHA_256);
      case "SHA-512-256" -> Optional.of(SHA_512_256);
      default -> Optional.empty();
    };
  }

  static boolean isSession(String parameter) {
    return parameter.toUpperCase(Locale.ROOT).endsWith(SESSION);
  }

  /** Returns the digest of a text in UTF-8 as hexadecimal digits. */
  String hex(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks " + digest, e);
    }
  }
}
