package drawbridge.provider;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The text form of bytes. */
public enum Encoding {

  /** Hexadecimal; read in lower or upper case, as .NET writes it. */
  HEX {
    @Override
    public String encode(byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }

    @Override
    byte[] parse(String text) {
      return HexFormat.of().parseHex(text);
    }
  },

  /** Canonical base64 with padding (RFC 4648 §4). */
  BASE64 {
    @Override
    public String encode(byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    byte[] parse(String text) {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (!encode(bytes).equals(text)) {
        throw new IllegalArgumentException("not canonical");
      }
      return bytes;
    }
  },

  /** UTF-8. */
  TEXT {
    @Override
    public String encode(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    byte[] parse(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  };

  /** Returns the encoding by its name in the tables, which is in lower case. */
  public static Encoding of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  public abstract String encode(byte[] bytes);

  /** Decodes a text; empty when it is malformed. */
  public Optional<byte[]> decode(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  abstract byte[] parse(String text);
}
