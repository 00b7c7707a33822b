package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.util.List;

/** Cuts the body of an answer in an error (X18). */
final class BodyExcerpt {

  private static final int BYTES = 2_048;
  private static final String BODY = "body";

  /** A member of an error, true when its body is the beginning of a longer one. */
  private static final String CUT = "bodyCut";

  /** The members of an error that this class sets. */
  static final List<String> MEMBERS = List.of(BODY, CUT);

  private BodyExcerpt() {}

  /** Cuts the body of an error after 2 KiB of UTF-8, and notes it. Keeps a shorter body. */
  static void cut(ObjectNode error) {
    JsonNode body = error.get(BODY);
    if (body != null) {
      String text = body.isTextual() ? body.textValue() : Json.write(body);
      String start = start(text);
      if (start.length() < text.length()) {
        error.put(BODY, start).put(CUT, true);
      }
    }
  }

  /** Sets the beginning of a body, cut after 2 KiB. */
  static void set(ObjectNode error, String beginning) {
    error.put(BODY, start(beginning)).put(CUT, true);
  }

  /** Returns the characters that fit as a whole. */
  private static String start(String text) {
    int bytes = 0;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes > BYTES) {
        break;
      }
      at += Character.charCount(point);
    }
    return text.substring(0, at);
  }
}
