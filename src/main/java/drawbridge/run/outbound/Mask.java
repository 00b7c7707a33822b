package drawbridge.run.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Replaces secret values and their encodings in texts before they are stored (X13). */
public final class Mask {

  public static final String STARS = "***";
  private static final int SHORTEST_PART = 8;
  private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");

  private final List<String> spellings = new ArrayList<>();

  Mask(Set<String> values) {
    values.forEach(this::add);
  }

  /** Adds a value to hide, such as credentials that contain secrets. */
  public void add(String value) {
    if (value.isEmpty()) {
      return;
    }
    String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
    String path = form.replace("+", "%20");
    String json = escaped(value);
    Collections.addAll(spellings, value, form, path, lower(form), lower(path));
    Collections.addAll(spellings, json, escaped(json), json.replace("/", "\\/"));
    Collections.addAll(spellings, ascii(json, "\\u%04x"), ascii(json, "\\u%04X"));
    Collections.addAll(spellings, html(value, "&#39;"), html(value, "&#x27;"));
    spellings.add(String.join("\0", value.split(""))); // UTF-16 that is read as UTF-8
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    String padded = Base64.getEncoder().encodeToString(bytes);
    String unpadded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    for (String coded :
        List.of(padded, unpadded, inside(bytes, 0), inside(bytes, 1), inside(bytes, 2))) {
      spellings.add(coded);
      spellings.add(coded.replace('+', '-').replace('/', '_'));
    }
    spellings.removeIf(String::isEmpty);
    spellings.sort(Comparator.comparingInt(String::length).reversed());
  }

  /** Returns the value as the inside of a JSON string. */
  private static String escaped(String value) {
    String json = Json.write(TextNode.valueOf(value));
    return json.substring(1, json.length() - 1);
  }

  /** Returns the inside of a JSON string as encoders write it that write ASCII only. */
  private static String ascii(String json, String form) {
    return json.chars()
        .mapToObj(each -> each < 128 ? String.valueOf((char) each) : form.formatted(each))
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

  private static String lower(String encoded) {
    return PERCENT.matcher(encoded).replaceAll(code -> code.group().toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the base64 of the bytes inside a longer text, at an offset of {@code before} modulo
   * three; empty when it is too short to identify them.
   */
  private static String inside(byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int from = (before * 8 + 5) / 6;
    int to = shifted.length * 8 / 6;
    return to - from < SHORTEST_PART ? "" : coded.substring(from, to);
  }

  public String hide(String text) {
    String hidden = text;
    for (String spelling : spellings) {
      hidden = hidden.replace(spelling, STARS);
    }
    return hidden;
  }

  /**
   * Returns the beginning of a longer text without secrets, and without the beginning of a secret
   * at its end.
   */
  public String hideBeginning(String beginning) {
    String hidden = hide(beginning);
    int end = hidden.length();
    for (String spelling : spellings) {
      int most = Math.min(spelling.length() - 1, hidden.length());
      for (int part = most; part > hidden.length() - end; part--) {
        if (hidden.regionMatches(hidden.length() - part, spelling, 0, part)) {
          end = hidden.length() - part;
        }
      }
    }
    return hidden.substring(0, end);
  }

  /** Returns the headers without secrets in their values. */
  public Map<String, String> hide(Map<String, String> headers) {
    Map<String, String> hidden = new LinkedHashMap<>();
    headers.forEach((name, value) -> hidden.put(name, hide(value)));
    return hidden;
  }

  public byte[] hide(byte[] bytes) {
    return spellings.isEmpty()
        ? bytes
        : hide(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the tree without secrets in names and values; the same tree without any secret. */
  public JsonNode hide(JsonNode tree) {
    if (spellings.isEmpty()) {
      return tree;
    }
    if (tree.isObject()) {
      ObjectNode hidden = Json.object();
      tree.properties().forEach(f -> hidden.set(hide(f.getKey()), hide(f.getValue())));
      return hidden;
    }
    if (tree.isArray()) {
      ArrayNode hidden = Json.NODES.arrayNode();
      tree.forEach(element -> hidden.add(hide(element)));
      return hidden;
    }
    String hidden = tree.isValueNode() ? hide(tree.asText()) : "";
    boolean secret = (tree.isTextual() || tree.isNumber()) && !hidden.equals(tree.asText());
    return secret ? TextNode.valueOf(hidden) : tree;
  }
}
