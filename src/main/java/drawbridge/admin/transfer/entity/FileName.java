package drawbridge.admin.transfer.entity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import drawbridge.platform.Utf8;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Optional;

/**
 * Converts names of workflows and triggers to file names that are valid on every system, and back.
 */
final class FileName {

  private FileName() {}

  /**
   * Returns a file name. Keeps letters, digits, hyphens, underscores and inner dots; escapes other
   * bytes, as in {@code %2F}.
   */
  static String of(String name) {
    return URLEncoder.encode(name, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replaceFirst("^\\.", "%2E");
  }

  /**
   * Returns the name of a file name, whose escapes may be missing where none is needed. Empty when
   * an escape is malformed.
   */
  static Optional<String> nameOf(String file) {
    String escaped = URLEncoder.encode(file, UTF_8).replace("%25", "%");
    try {
      return Utf8.decode(URLDecoder.decode(escaped, ISO_8859_1).getBytes(ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
