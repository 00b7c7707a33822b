package drawbridge.provider.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The text form of bytes in a header. */
enum Encoding {

  /** Hexadecimal in lower or upper case, as .NET writes it. */
  HEX {
    @Override
    byte[] parse(String text) {
      return HexFormat.of().parseHex(text);
    }
  },

  /** Canonical base64 with padding (RFC 4648 §4). */
  BASE64 {
    @Override
    byte[] parse(String text) {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
        throw new IllegalArgumentException("not canonical");
      }
      return bytes;
    }
  },

  /** UTF-8. */
  TEXT {
    @Override
    byte[] parse(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  };

  /** Decodes a text; empty when it is malformed. */
  Optional<byte[]> decode(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  abstract byte[] parse(String text);
}
