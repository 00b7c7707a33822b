package drawbridge.run.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the content of a response: JSON when its media type is JSON, otherwise text (X11). */
final class AnswerContent {

  private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\";\\s]+)");

  private AnswerContent() {}

  /**
   * Reads a body; null node when there is none.
   *
   * @throws IOException when the media type is JSON, and the body is none or is beyond the limits
   */
  static JsonNode read(int status, String contentType, byte[] bytes) throws IOException {
    if (status == 204 || bytes.length == 0) {
      return NullNode.getInstance();
    }
    String type = contentType.toLowerCase(Locale.ROOT);
    String media = type.split(";", 2)[0].strip();
    if (media.equals("application/json") || media.endsWith("+json")) {
      return Json.readForeign(bytes);
    }
    return text(type, bytes);
  }

  /** Returns a body as text, whatever its media type is. */
  static JsonNode text(String contentType, byte[] bytes) {
    return TextNode.valueOf(new String(bytes, charset(contentType.toLowerCase(Locale.ROOT))));
  }

  private static Charset charset(String type) {
    var match = CHARSET.matcher(type);
    try {
      return match.find() ? Charset.forName(match.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.UTF_8;
    }
  }
}
