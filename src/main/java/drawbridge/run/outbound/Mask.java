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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaces secret values, in the spellings they travel in, before a text is kept (X13). */
public final class Mask {

  static final String STARS = "***";

  private final List<String> spellings = new ArrayList<>();

  Mask(Set<String> values) {
    values.forEach(this::add);
  }

  /** Hides this value too: credentials that were put together from secrets. */
  public void add(String value) {
    if (value.isEmpty()) {
      return;
    }
    String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    spellings.addAll(
        List.of(
            value,
            form,
            form.replace("+", "%20"),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getEncoder().withoutPadding().encodeToString(bytes)));
    spellings.sort(Comparator.comparingInt(String::length).reversed());
  }

  /** The text without secrets. */
  public String hide(String text) {
    String hidden = text;
    for (String spelling : spellings) {
      hidden = hidden.replace(spelling, STARS);
    }
    return hidden;
  }

  /** Header values without secrets. */
  public Map<String, String> hide(Map<String, String> headers) {
    Map<String, String> hidden = new LinkedHashMap<>();
    headers.forEach((name, value) -> hidden.put(name, hide(value)));
    return hidden;
  }

  /** The bytes without secrets. */
  public byte[] hide(byte[] bytes) {
    return spellings.isEmpty()
        ? bytes
        : hide(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  /** The tree without secrets, in names and values; the same tree where nothing was secret. */
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
