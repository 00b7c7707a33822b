package drawbridge.workflow.definition.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import drawbridge.platform.compute.Checkpoint;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.JsonLimits;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Parses text into a tree in one pass, with the source location of every member and element.
 *
 * <p>The location of a member is that of its name, the location of an element that of its value.
 * Numbers stay exact. Syntax errors, duplicate members and YAML's anchors, aliases, tags and merge
 * keys are faults; with a fault the tree must not be used.
 */
public record TreeReader(
    JsonParser parser,
    boolean isYaml,
    boolean isStored,
    DefinitionLimits limits,
    Diagnostics diagnostics) {

  /** The limit of levels is that of the definition, which names it. */
  private static final StreamReadConstraints LIMITS =
      JsonLimits.ofForeign().rebuild().maxNestingDepth(2 * JsonLimits.DEPTH).build();

  private static final JsonFactory YAML =
      YAMLFactory.builder().streamReadConstraints(LIMITS).build();
  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();

  /**
   * Returns the tree; missing or incomplete when a fault was added to {@code diagnostics}. Never
   * throws.
   *
   * @param isStored whether an earlier version may have saved the text, with fewer limits
   */
  public static JsonNode read(
      String text,
      boolean isYaml,
      boolean isStored,
      DefinitionLimits limits,
      Diagnostics diagnostics) {
    if (text.length() > limits.characters()) {
      diagnostics.add("", "the text has more than " + limits.characters() + " characters");
      return MissingNode.getInstance();
    }
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    JsonFactory factory = isYaml ? YAML : JSON;
    String not = isYaml ? "not YAML: " : "not JSON: ";
    try (JsonParser parser = factory.createParser(plain)) {
      return new TreeReader(parser, isYaml, isStored, limits, diagnostics).document();
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      diagnostics.add("", not + sentence(e), line(at), column(at));
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      diagnostics.add("", not + "a value that cannot be read");
    }
    return MissingNode.getInstance();
  }

  private JsonNode document() throws IOException {
    if (parser.nextToken() == null) {
      diagnostics.add("", "the text is empty; a definition is an object with document and do");
      return MissingNode.getInstance();
    }
    JsonLocation start = parser.currentTokenLocation();
    SourceLocation location = SourceLocation.root(line(start), column(start));
    diagnostics.locate(location);
    JsonNode root = value(location, 0);
    if (diagnostics.isEmpty() && parser.nextToken() != null) {
      JsonLocation next = parser.currentTokenLocation();
      String detail = "text follows the definition; send one definition";
      diagnostics.add("", detail, line(next), column(next));
    }
    return root;
  }

  private JsonNode value(SourceLocation location, int depth) throws IOException {
    Checkpoint.pass();
    refuseYamlFeatures(location);
    JsonToken token = parser.currentToken();
    if (depth >= limits.depth() && token.isStructStart()) {
      throw new JsonParseException(
          parser, "objects and lists are nested more than " + limits.depth() + " deep");
    }
    return switch (token) {
      case START_OBJECT -> object(location, depth);
      case START_ARRAY -> array(location, depth);
      case VALUE_STRING -> checked(Json.NODES.textNode(parser.getText()), location);
      case VALUE_TRUE, VALUE_FALSE -> Json.NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      case VALUE_NUMBER_INT -> checked(integer(), location);
      case VALUE_NUMBER_FLOAT -> checked(decimal(location), location);
      case VALUE_NULL -> Json.NODES.nullNode();
      default -> {
        fault(location, "JSON has no such value; use text, a number, true, false or null");
        yield Json.NODES.nullNode();
      }
    };
  }

  /** Returns a value, whose limits count when it is saved. */
  private JsonNode checked(JsonNode value, SourceLocation location) {
    if (!isStored) {
      JsonLimits.fault(value).ifPresent(detail -> fault(location, detail));
    }
    return value;
  }

  private void checkName(String name, SourceLocation location) {
    if (!isStored) {
      Optional<String> detail =
          name.indexOf('\0') < 0
              ? JsonLimits.faultOfName(name)
              : Optional.of("the name of a member contains the character U+0000");
      detail.ifPresent(it -> fault(location, it));
    }
  }

  private JsonNode object(SourceLocation location, int depth) throws IOException {
    ObjectNode object = Json.object();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      SourceLocation child = below(location, name);
      boolean isFirst = object.isEmpty(); // its anchor is that of the object itself
      if (!isFirst) {
        refuseYamlFeatures(child);
      }
      if (object.has(name)) {
        fault(child, "the object has this member twice; remove one");
      } else if (isYaml && name.equals("<<")) {
        fault(child, "merge keys (<<) are not supported; write the members out");
      }
      checkName(name, child);
      parser.nextToken();
      object.set(name, value(child, depth + 1));
    }
    return object;
  }

  private JsonNode array(SourceLocation location, int depth) throws IOException {
    ArrayNode array = Json.NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      SourceLocation child = below(location, Integer.toString(array.size()));
      array.add(value(child, depth + 1));
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

  private JsonNode decimal(SourceLocation location) throws IOException {
    if (parser.isNaN()) {
      fault(location, "JSON has no such number; put text in quotes");
      return Json.NODES.nullNode();
    }
    return Json.NODES.numberNode(parser.getDecimalValue());
  }

  private void refuseYamlFeatures(SourceLocation location) throws IOException {
    if (parser instanceof YAMLParser yaml
        && (yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null)) {
      fault(location, "anchors, aliases and tags are not supported; write the value out");
    }
  }

  private SourceLocation below(SourceLocation location, String name) {
    JsonLocation here = parser.currentTokenLocation();
    return location.below(name, line(here), column(here));
  }

  private void fault(SourceLocation location, String detail) {
    diagnostics.add(location.pointer(), detail, location.line(), location.column());
  }

  private static int line(@Nullable JsonLocation location) {
    return location == null ? 1 : Math.max(1, location.getLineNr());
  }

  private static int column(@Nullable JsonLocation location) {
    return location == null ? 1 : Math.max(1, location.getColumnNr());
  }

  /** Returns the parser's message without its excerpts of the text. */
  private static String sentence(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblem() != null) {
      return yaml.getProblem();
    }
    String message = String.valueOf(e.getOriginalMessage());
    return message.lines().findFirst().orElse("it cannot be read");
  }
}
