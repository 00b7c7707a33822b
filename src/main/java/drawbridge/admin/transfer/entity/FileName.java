package drawbridge.admin.transfer.entity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Free names as names of files: of any system, and the same ones back. */
final class FileName {

  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  private FileName() {}

  /** Letters, digits, hyphens, underscores and dots within stay; other bytes are {@code %2F}. */
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

  /** The name; what needs no escape may have none. Empty when escapes are broken. */
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
