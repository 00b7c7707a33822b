package drawbridge.operator.boundary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Name and password of HTTP Basic in UTF-8 (RFC 7617). Not a record: records print secrets. */
final class Credentials {

  private static final String SCHEME = "Basic ";
  private static final String BEARER = "Bearer ";
  private static final int MAX_LENGTH = 4096;
  private static final int MAX_TOKEN_LENGTH = 8192;

  private final String name;
  private final String password;

  private Credentials(String name, String password) {
    this.name = name;
    this.password = password;
  }

  /** Parses the header; empty when missing, malformed or of another scheme. */
  static Optional<Credentials> of(@Nullable String header) {
    if (header == null
        || header.length() > MAX_LENGTH
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      int colon = text.indexOf(':');
      return colon < 1 || colon == text.length() - 1
          ? Optional.empty()
          : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Returns the bearer token (RFC 6750); empty when missing or of another scheme. */
  static Optional<String> token(@Nullable String header) {
    return header != null
            && header.length() <= MAX_TOKEN_LENGTH
            && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  String name() {
    return name;
  }

  String password() {
    return password;
  }
}
