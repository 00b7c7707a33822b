package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads {@code application/x-www-form-urlencoded} (WHATWG URL §5.1). A malformed percent escape and
 * malformed UTF-8 are faults. A field becomes a string; a repeated field becomes an array of
 * strings. Fields keep their order, and a field without a name has the name "".
 */
public final class FormFields {

  private FormFields() {}

  /** Returns the fields; empty when there is a fault. */
  public static Optional<ObjectNode> read(byte[] body, FaultList faults) {
    ObjectNode fields = Json.object();
    String text = new String(body, StandardCharsets.ISO_8859_1); // one character for each byte
    try {
      for (String pair : text.split("&", -1)) {
        if (!pair.isEmpty()) {
          int equals = pair.indexOf('=');
          add(
              fields,
              decoded(equals < 0 ? pair : pair.substring(0, equals)),
              Json.NODES.textNode(equals < 0 ? "" : decoded(pair.substring(equals + 1))));
        }
      }
    } catch (Unreadable e) {
      faults.addLast(e.fault());
      return Optional.empty();
    }
    return Optional.of(fields);
  }

  private static void add(ObjectNode fields, String name, JsonNode value) {
    JsonNode earlier = fields.get(name);
    if (earlier == null) {
      fields.set(name, value);
    } else if (earlier instanceof ArrayNode several) {
      several.add(value);
    } else {
      fields.set(name, Json.NODES.arrayNode().add(earlier).add(value));
    }
  }

  private static String decoded(String text) throws Unreadable {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == '%') {
        bytes.write(byteAt(text, at + 1));
        at += 2;
      } else {
        bytes.write(next == '+' ? ' ' : next);
      }
    }
    return BodyText.of(bytes.toByteArray());
  }

  private static int byteAt(String text, int at) throws Unreadable {
    int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    if (high < 0 || low < 0) {
      throw new Unreadable(
          Fault.at("", "a percent sign is not followed by two hexadecimal digits"));
    }
    return high * 16 + low;
  }
}
