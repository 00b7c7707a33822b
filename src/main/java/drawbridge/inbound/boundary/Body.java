package drawbridge.inbound.boundary;

import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a request's body as far as the limit, and no byte further. */
final class Body {

  private Body() {}

  /**
   * The body; empty when it is longer than the limit, of which at most one byte more was read and
   * nothing kept.
   */
  static Optional<byte[]> read(InputStream in, long announced, int limit) throws IOException {
    if (announced > limit) {
      return Optional.empty();
    }
    byte[] bytes = in.readNBytes(limit);
    return bytes.length == limit && in.read() >= 0 ? Optional.empty() : Optional.of(bytes);
  }

  /** Whether it calls itself JSON in UTF-8 (RFC 8259 knows no other charset). */
  static boolean isJson(@Nullable MediaType type) {
    if (type == null
        || !type.getType().equalsIgnoreCase("application")
        || !type.getSubtype().equalsIgnoreCase("json")) {
      return false;
    }
    String charset = type.getParameters().getOrDefault("charset", "utf-8");
    return charset.toLowerCase(Locale.ROOT).equals("utf-8");
  }
}
