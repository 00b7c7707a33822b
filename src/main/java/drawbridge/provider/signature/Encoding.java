package drawbridge.provider.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How bytes are written in a header. */
enum Encoding {

  /** In capitals or not: .NET writes capitals, all others do not. */
  HEX {
    @Override
    byte[] parse(String text) {
      return HexFormat.of().parseHex(text);
    }
  },

  /** The standard alphabet with padding (RFC 4648 §4), and only its canonical text. */
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

  /** As it is. */
  TEXT {
    @Override
    byte[] parse(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  };

  /** The bytes; empty when the text is not written so. */
  Optional<byte[]> decode(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  abstract byte[] parse(String text);
}
