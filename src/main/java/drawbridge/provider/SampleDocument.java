package drawbridge.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.json.Json;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A JSON body of a sample request. */
final class SampleDocument extends SampleBody {

  /** Its texts are serialized and escaped, without their quotes. */
  private JsonNode tree;

  SampleDocument(JsonNode tree) {
    this.tree = escaped(tree);
  }

  private static JsonNode escaped(JsonNode tree) {
    if (tree.isTextual()) {
      String quoted = Json.write(tree);
      return TextNode.valueOf(CurlCommand.literal(quoted.substring(1, quoted.length() - 1)));
    }
    if (tree instanceof ArrayNode array) {
      ArrayNode escaped = Json.MAPPER.createArrayNode();
      array.forEach(element -> escaped.add(escaped(element)));
      return escaped;
    }
    if (tree instanceof ObjectNode object) {
      ObjectNode escaped = Json.object();
      object.forEachEntry((name, value) -> escaped.set(name, escaped(value)));
      return escaped;
    }
    return tree;
  }

  @Override
  String inShell() {
    return serialized(tree);
  }

  private static String serialized(JsonNode tree) {
    if (tree instanceof ArrayNode array) {
      return StreamSupport.stream(array.spliterator(), false)
          .map(SampleDocument::serialized)
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (tree instanceof ObjectNode object) {
      return object.properties().stream()
          .map(it -> name(it.getKey()) + ":" + serialized(it.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    String quote = CurlCommand.literal("\"");
    return tree.isTextual() ? quote + tree.textValue() + quote : Json.write(tree);
  }

  private static String name(String text) {
    return CurlCommand.literal(Json.write(TextNode.valueOf(text)));
  }

  @Override
  boolean put(String pointer, String text) {
    tree = with(tree, JsonPointer.compile(pointer), TextNode.valueOf(text));
    return true;
  }

  /** An array keeps its first element only: the others would need a signature of their own. */
  private static JsonNode with(JsonNode tree, JsonPointer path, JsonNode value) {
    if (path.matches()) {
      return value;
    }
    if (path.getMatchingIndex() == 0 && (tree.isArray() || tree.isEmpty())) {
      JsonNode first = with(tree.path(0), path.tail(), value);
      return Json.MAPPER.createArrayNode().add(first);
    }
    ObjectNode object = tree instanceof ObjectNode known ? known : Json.object();
    String name = path.getMatchingProperty();
    return object.<ObjectNode>set(name, with(object.path(name), path.tail(), value));
  }

  @Override
  Optional<String> at(String pointer) {
    JsonNode found = tree.at(pointer);
    return found.isTextual() || found.isIntegralNumber()
        ? Optional.of(found.asText())
        : Optional.empty();
  }
}
