package drawbridge.provider.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The template of an answer, with placeholders like {@code {name}}. It is filled in one pass, so
 * that placeholders in values are not replaced.
 */
record HandshakeReply(int status, Map<String, String> headers, Body body) {

  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

  HandshakeReply {
    headers = Map.copyOf(headers);
  }

  /** Returns the names of all placeholders. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    String all = String.join("\n", headers.values()) + "\n" + body.filled(Map.of());
    NAME.matcher(all).results().forEach(result -> names.add(result.group(1)));
    return names;
  }

  /**
   * Fills the template.
   *
   * @param values by name, for each of {@link #names}
   */
  Answer.Given filled(Map<String, String> values, Optional<String> handedOver) {
    Map<String, String> all = new LinkedHashMap<>();
    headers.forEach((name, template) -> all.put(name, fill(template, values)));
    if (body.mediaType().isPresent()) {
      all.put("X-Content-Type-Options", "nosniff");
    }
    return new Answer.Given(status, all, body.mediaType(), body.filled(values), handedOver);
  }

  private static String fill(String template, Map<String, String> values) {
    return NAME.matcher(template)
        .replaceAll(
            name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
  }

  /** The template of a body. */
  sealed interface Body {
    Optional<String> mediaType();

    String filled(Map<String, String> values);
  }

  /** No body. */
  record Empty() implements Body {
    @Override
    public Optional<String> mediaType() {
      return Optional.empty();
    }

    @Override
    public String filled(Map<String, String> values) {
      return "";
    }
  }

  /** Plain text, without quotes and line end. */
  record Plain(String template) implements Body {
    @Override
    public Optional<String> mediaType() {
      return Optional.of("text/plain");
    }

    @Override
    public String filled(Map<String, String> values) {
      return fill(template, values);
    }
  }

  /** JSON, filled as a tree. */
  record Tree(JsonNode template) implements Body {
    @Override
    public Optional<String> mediaType() {
      return Optional.of("application/json");
    }

    @Override
    public String filled(Map<String, String> values) {
      return Json.write(filled(template, values));
    }

    private static JsonNode filled(JsonNode node, Map<String, String> values) {
      if (node instanceof ObjectNode object) {
        ObjectNode copy = Json.object();
        object
            .properties()
            .forEach(member -> copy.set(member.getKey(), filled(member.getValue(), values)));
        return copy;
      }
      if (node instanceof ArrayNode array) {
        ArrayNode copy = Json.NODES.arrayNode();
        array.forEach(element -> copy.add(filled(element, values)));
        return copy;
      }
      return node.isTextual() ? Json.NODES.textNode(fill(node.asText(), values)) : node;
    }
  }
}
