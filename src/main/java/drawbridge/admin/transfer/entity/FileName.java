package drawbridge.admin.transfer.entity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts names of workflows and triggers to file names that are valid on every system, and back.
 */
final class FileName {

  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  private FileName() {}

  /**
   * Returns a file name. Keeps letters, digits, hyphens, underscores and inner dots; escapes other
   * bytes, as in {@code %2F}.
   */
  static String of(String name) {
    StringBuilder file = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      char sign = (char) (each & 0xff);
      boolean isWithin = sign == '.' && !file.isEmpty();
      boolean isPlain = sign < 0x80 && (Character.isLetterOrDigit(sign) || "-_".indexOf(sign) >= 0);
      file.append(isPlain || isWithin ? String.valueOf(sign) : "%%%02X".formatted((int) sign));
    }
    return file.toString();
  }

  /**
   * Returns the name of a file name, whose escapes may be missing where none is needed. Empty when
   * an escape is malformed.
   */
  static Optional<String> nameOf(String file) {
    if (ESCAPE.matcher(file).replaceAll("").indexOf('%') >= 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(file);
    int at = 0;
    while (escape.find()) {
      bytes.writeBytes(file.substring(at, escape.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(escape.group(1), 16));
      at = escape.end();
    }
    bytes.writeBytes(file.substring(at).getBytes(StandardCharsets.UTF_8));
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
