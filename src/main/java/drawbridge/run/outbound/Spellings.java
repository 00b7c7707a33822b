package drawbridge.run.outbound;

import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The forms in which texts contain a value: encoded, escaped or reversed. */
final class Spellings {

  private static final HexFormat HEX = HexFormat.of();

  private Spellings() {}

  /** Returns the value and its other forms. Letters of percent escapes and hex are in one case. */
  static List<String> of(String value) {
    List<String> spellings = new ArrayList<>();
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
    String json = escaped(value);
    Collections.addAll(spellings, value, new StringBuilder(value).reverse().toString());
    Collections.addAll(spellings, form, form.replace("+", "%20"));
    Collections.addAll(spellings, HEX.formatHex(bytes), HEX.withPrefix("%").formatHex(bytes));
    Collections.addAll(spellings, json, escaped(json), json.replace("/", "\\/"), ascii(json));
    Collections.addAll(spellings, html(value, "&#39;"), html(value, "&#x27;"));
    spellings.add(String.join("\0", value.split(""))); // UTF-16 that is read as UTF-8
    for (int before = 0; before < 3; before++) {
      String coded = inside(bytes, before);
      Collections.addAll(spellings, coded, coded.replace('+', '-').replace('/', '_'));
    }
    return spellings.stream().distinct().toList();
  }

  /** Returns the value as the inside of a JSON string. */
  private static String escaped(String value) {
    String json = Json.write(TextNode.valueOf(value));
    return json.substring(1, json.length() - 1);
  }

  /** Returns the inside of a JSON string as encoders write it that write ASCII only. */
  private static String ascii(String json) {
    return json.chars()
        .mapToObj(each -> each < 128 ? String.valueOf((char) each) : "\\u%04x".formatted(each))
        .collect(Collectors.joining());
  }

  private static String html(String value, String quote) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", quote);
  }

  /**
   * Returns the characters of a base64 text that depend on the bytes only, when they follow {@code
   * before} other bytes (modulo three). Padding is not among them.
   */
  private static String inside(byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    return coded.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
  }
}
