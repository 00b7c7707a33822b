package drawbridge.admin.boundary.wire;

import drawbridge.platform.Utf8;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a body up to a limit, as strict UTF-8, and checks its media type. */
public final class Bytes {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Bytes() {}

  /**
   * Returns the text of a body.
   *
   * @throws Refused 413 when it is longer than the limit, of which at most one byte more was read;
   *     400 when it is not UTF-8
   */
  static String text(InputStream in, HttpHeaders headers, int limit) throws IOException {
    String text =
        Utf8.decode(read(in, headers, limit))
            .orElseThrow(() -> Refused.malformed("", "the body is not UTF-8"));
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /**
   * Returns the bytes of a body.
   *
   * @throws Refused 413 when it is longer than the limit, of which at most one byte more was read
   */
  public static byte[] read(InputStream in, HttpHeaders headers, int limit) throws IOException {
    byte[] bytes = headers.getLength() > limit ? new byte[0] : in.readNBytes(limit);
    if (headers.getLength() > limit || (bytes.length == limit && in.read() >= 0)) {
      throw Refused.with(
          "too-large", "Content too large", 413, "The body is longer than " + limit + " bytes.");
    }
    return bytes;
  }

  /** Returns whether the type is one of these, in UTF-8. */
  public static boolean isOf(@Nullable MediaType type, Set<String> types) {
    if (type == null) {
      return false;
    }
    String name = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
    String charset = type.getParameters().getOrDefault("charset", "utf-8");
    return types.contains(name) && charset.toLowerCase(Locale.ROOT).equals("utf-8");
  }

  /** Returns a 415 that says what to send. */
  public static Refused unsupported(String expected) {
    return Refused.with("unsupported-media-type", "Unsupported media type", 415, expected);
  }
}
