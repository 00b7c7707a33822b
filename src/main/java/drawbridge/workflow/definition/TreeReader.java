package drawbridge.workflow.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import drawbridge.platform.Json;
import drawbridge.workflow.definition.Findings.Position;
import java.io.IOException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Text to tree in one pass, with the place of every member and element.
 *
 * <p>A member's place is that of its name, an element's that of its value. Numbers stay exact.
 * Syntax errors, duplicate members and YAML's anchors, aliases, tags and merge keys are faults; the
 * tree is of use only when there are none.
 */
final class TreeReader {

  private static final JsonFactory YAML = new YAMLFactory();
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;
  private final Format format;
  private final Limits limits;
  private final Findings findings;

  private TreeReader(JsonParser parser, Format format, Limits limits, Findings findings) {
    this.parser = parser;
    this.format = format;
    this.limits = limits;
    this.findings = findings;
  }

  /** The tree; missing or incomplete when {@code findings} got a fault. Never throws. */
  static JsonNode read(String text, Format format, Limits limits, Findings findings) {
    if (text.length() > limits.characters()) {
      findings.add("", "the text has more than " + limits.characters() + " characters");
      return MissingNode.getInstance();
    }
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    JsonFactory factory =
        switch (format) {
          case YAML -> YAML;
          case JSON -> JSON;
        };
    try (JsonParser parser = factory.createParser(plain)) {
      return new TreeReader(parser, format, limits, findings).document();
    } catch (JsonProcessingException e) {
      findings.add("", "not " + format + ": " + sentence(e), position(e.getLocation()));
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      findings.add("", "not " + format + ": a value that cannot be read");
    }
    return MissingNode.getInstance();
  }

  private JsonNode document() throws IOException {
    if (parser.nextToken() == null) {
      findings.add("", "the text is empty; a definition is an object with document and do");
      return MissingNode.getInstance();
    }
    findings.place("", here());
    JsonNode root = value("", 0);
    if (findings.isEmpty() && parser.nextToken() != null) {
      findings.add("", "the text goes on after the definition; one text holds one", here());
    }
    return root;
  }

  private JsonNode value(String pointer, int depth) throws IOException {
    refuseYamlsOwn(pointer);
    JsonToken token = parser.currentToken();
    if (depth >= limits.depth() && token.isStructStart()) {
      throw new TooDeep(parser, limits.depth());
    }
    return switch (token) {
      case START_OBJECT -> object(pointer, depth);
      case START_ARRAY -> array(pointer, depth);
      case VALUE_STRING -> Json.NODES.textNode(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> Json.NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal(pointer);
      case VALUE_NULL -> Json.NODES.nullNode();
      default -> {
        findings.add(pointer, "a value that JSON does not know", here());
        yield Json.NODES.nullNode();
      }
    };
  }

  private JsonNode object(String pointer, int depth) throws IOException {
    ObjectNode object = Json.object();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String place = Node.below(pointer, name);
      if (!object.isEmpty()) { // at the first name the parser still tells the object's own anchor
        refuseYamlsOwn(place);
      }
      if (object.has(name)) {
        findings.add(place, "the member stands twice; a name may be given once", here());
      } else if (format == Format.YAML && name.equals("<<")) {
        findings.add(place, "merge keys (<<) are not supported; write the members out", here());
      }
      findings.place(place, here());
      parser.nextToken();
      object.set(name, value(place, depth + 1));
    }
    return object;
  }

  private JsonNode array(String pointer, int depth) throws IOException {
    ArrayNode array = Json.NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String place = pointer + "/" + array.size();
      findings.place(place, here());
      array.add(value(place, depth + 1));
    }
    return array;
  }

  private JsonNode integer() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> Json.NODES.numberNode(parser.getIntValue());
      case LONG -> Json.NODES.numberNode(parser.getLongValue());
      default -> Json.NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private JsonNode decimal(String pointer) throws IOException {
    if (parser.isNaN()) {
      findings.add(pointer, "not a number that JSON knows; put it in quotes if text was meant");
      return Json.NODES.nullNode();
    }
    return Json.NODES.numberNode(parser.getDecimalValue());
  }

  private void refuseYamlsOwn(String pointer) throws IOException {
    boolean anchor =
        parser instanceof YAMLParser yaml
            && (yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null);
    if (anchor) {
      findings.add(
          pointer, "anchors, aliases and tags are not supported; write the value out", here());
    }
  }

  private Position here() {
    return position(parser.currentTokenLocation());
  }

  private static Position position(@org.jspecify.annotations.Nullable JsonLocation location) {
    return location == null
        ? new Position(1, 1)
        : new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /** The parser's own words, without its excerpts of the text. */
  private static String sentence(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblem() != null) {
      return yaml.getProblem();
    }
    String message = String.valueOf(e.getOriginalMessage());
    return message.lines().findFirst().orElse("it cannot be read");
  }

  /** Ends the reading: a tree this deep is not walked any further. */
  private static final class TooDeep extends com.fasterxml.jackson.core.JsonParseException {
    TooDeep(JsonParser parser, int depth) {
      super(parser, "objects and lists are nested more than " + depth + " deep");
    }
  }
}
