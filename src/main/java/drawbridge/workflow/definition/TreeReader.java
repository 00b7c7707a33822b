package drawbridge.workflow.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
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
import java.io.IOException;
import org.jspecify.annotations.Nullable;
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
  private final DefinitionFormat format;
  private final DefinitionLimits limits;
  private final Diagnostics diagnostics;

  private TreeReader(
      JsonParser parser,
      DefinitionFormat format,
      DefinitionLimits limits,
      Diagnostics diagnostics) {
    this.parser = parser;
    this.format = format;
    this.limits = limits;
    this.diagnostics = diagnostics;
  }

  /** The tree; missing or incomplete when {@code diagnostics} got a fault. Never throws. */
  static JsonNode read(
      String text, DefinitionFormat format, DefinitionLimits limits, Diagnostics diagnostics) {
    if (text.length() > limits.characters()) {
      diagnostics.add("", "the text has more than " + limits.characters() + " characters");
      return MissingNode.getInstance();
    }
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    JsonFactory factory =
        switch (format) {
          case YAML -> YAML;
          case JSON -> JSON;
        };
    try (JsonParser parser = factory.createParser(plain)) {
      return new TreeReader(parser, format, limits, diagnostics).document();
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      diagnostics.add("", "not " + format + ": " + sentence(e), line(at), column(at));
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      diagnostics.add("", "not " + format + ": a value that cannot be read");
    }
    return MissingNode.getInstance();
  }

  private JsonNode document() throws IOException {
    if (parser.nextToken() == null) {
      diagnostics.add("", "the text is empty; a definition is an object with document and do");
      return MissingNode.getInstance();
    }
    JsonLocation start = parser.currentTokenLocation();
    SourceLocation places = SourceLocation.root(line(start), column(start));
    diagnostics.places(places);
    JsonNode root = value(places, 0);
    if (diagnostics.isEmpty() && parser.nextToken() != null) {
      JsonLocation next = parser.currentTokenLocation();
      String detail = "the text goes on after the definition; one text holds one";
      diagnostics.add("", detail, line(next), column(next));
    }
    return root;
  }

  private JsonNode value(SourceLocation spot, int depth) throws IOException {
    refuseYamlsOwn(spot);
    JsonToken token = parser.currentToken();
    if (depth >= limits.depth() && token.isStructStart()) {
      throw new TooDeep(parser, limits.depth());
    }
    return switch (token) {
      case START_OBJECT -> object(spot, depth);
      case START_ARRAY -> array(spot, depth);
      case VALUE_STRING -> Json.NODES.textNode(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> Json.NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal(spot);
      case VALUE_NULL -> Json.NODES.nullNode();
      default -> {
        fault(spot, "a value that JSON does not know");
        yield Json.NODES.nullNode();
      }
    };
  }

  private JsonNode object(SourceLocation spot, int depth) throws IOException {
    ObjectNode object = Json.object();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      SourceLocation place = below(spot, name);
      if (!object.isEmpty()) { // at the first name the parser still tells the object's own anchor
        refuseYamlsOwn(place);
      }
      if (object.has(name)) {
        fault(place, "the member stands twice; a name may be given once");
      } else if (format == DefinitionFormat.YAML && name.equals("<<")) {
        fault(place, "merge keys (<<) are not supported; write the members out");
      }
      parser.nextToken();
      object.set(name, value(place, depth + 1));
    }
    return object;
  }

  private JsonNode array(SourceLocation spot, int depth) throws IOException {
    ArrayNode array = Json.NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      SourceLocation place = below(spot, Integer.toString(array.size()));
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

  private JsonNode decimal(SourceLocation spot) throws IOException {
    if (parser.isNaN()) {
      fault(spot, "not a number that JSON knows; put it in quotes if text was meant");
      return Json.NODES.nullNode();
    }
    return Json.NODES.numberNode(parser.getDecimalValue());
  }

  private void refuseYamlsOwn(SourceLocation spot) throws IOException {
    boolean anchor =
        parser instanceof YAMLParser yaml
            && (yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null);
    if (anchor) {
      fault(spot, "anchors, aliases and tags are not supported; write the value out");
    }
  }

  private SourceLocation below(SourceLocation spot, String name) {
    JsonLocation here = parser.currentTokenLocation();
    return spot.below(name, line(here), column(here));
  }

  private void fault(SourceLocation spot, String detail) {
    diagnostics.add(spot.pointer(), detail, spot.line(), spot.column());
  }

  private static int line(@Nullable JsonLocation location) {
    return location == null ? 1 : Math.max(1, location.getLineNr());
  }

  private static int column(@Nullable JsonLocation location) {
    return location == null ? 1 : Math.max(1, location.getColumnNr());
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
  private static final class TooDeep extends JsonParseException {
    TooDeep(JsonParser parser, int depth) {
      super(parser, "objects and lists are nested more than " + depth + " deep");
    }
  }
}
