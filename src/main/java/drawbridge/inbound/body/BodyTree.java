package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.Utf8;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.JsonLimits;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the JSON text of a body into a tree (C3). Reports what a tree cannot represent: duplicate
 * names, unpaired surrogates, numbers out of bounds.
 */
public final class BodyTree {

  /** The most levels of objects and arrays, including the body. */
  public static final int DEEPEST = 64;

  private static final JsonParserFactory PARSERS = jakarta.json.Json.createParserFactory(Map.of());

  /** The kinds of values that a JSON text may be. */
  enum Root {
    OBJECT("one JSON object"),
    OBJECT_OR_ARRAY("one JSON object or array"),
    ANY("one JSON value");

    private final String inWords;

    Root(String inWords) {
      this.inWords = inWords;
    }

    boolean startsWith(Event first) {
      return switch (this) {
        case OBJECT -> first == Event.START_OBJECT;
        case OBJECT_OR_ARRAY -> first == Event.START_OBJECT || first == Event.START_ARRAY;
        case ANY -> true;
      };
    }
  }

  private final JsonParser parser;
  private final ChargedNodes nodes;
  private final FaultList faults;

  private BodyTree(JsonParser parser, ChargedNodes nodes, FaultList faults) {
    this.parser = parser;
    this.nodes = nodes;
    this.faults = faults;
  }

  /**
   * Returns the body as an object; empty when it is not exactly one JSON object. A tree with faults
   * is returned, so that the caller can find further faults. Of duplicate members it has the first.
   */
  public static Optional<ObjectNode> object(byte[] body, Allowance memory, FaultList faults) {
    try {
      StrictReader text = new StrictReader(body, StandardCharsets.UTF_8, memory);
      return Optional.of((ObjectNode) read(text, Root.OBJECT, BodyPointer.ROOT, memory, faults));
    } catch (Unreadable e) {
      faults.addLast(e);
      return Optional.empty();
    }
  }

  /**
   * Returns the value of a JSON text that was kept; empty after a fault.
   *
   * @param faults receives what ended the reading
   */
  public static Optional<JsonNode> kept(String json, Allowance memory, FaultList faults) {
    try {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      memory.take(bytes.length);
      StrictReader text = new StrictReader(bytes, StandardCharsets.UTF_8, memory);
      return Optional.of(read(text, Root.ANY, BodyPointer.ROOT, memory, faults));
    } catch (Unreadable e) {
      faults.addLast(e);
      return Optional.empty();
    }
  }

  /**
   * Reads a JSON text.
   *
   * @param at the position of the text in the body; its levels count
   * @param faults receives what a tree cannot represent
   */
  static JsonNode read(
      StrictReader text, Root root, BodyPointer at, Allowance memory, FaultList faults)
      throws Unreadable {
    if (text.isBlank()) {
      throw Unreadable.because("the body is empty and must be " + root.inWords);
    }
    try (JsonParser parser = PARSERS.createParser(text)) {
      return new BodyTree(parser, new ChargedNodes(memory), faults).document(root, at);
    } catch (Unreadable e) {
      throw text.end().orElse(e);
    } finally {
      text.giveBack();
    }
  }

  private JsonNode document(Root root, BodyPointer at) throws Unreadable {
    Event first = next();
    if (!root.startsWith(first)) {
      throw Unreadable.because("the body must be " + root.inWords);
    }
    JsonNode body = value(first, at, at.depth());
    if (!isAtEnd()) {
      throw unreadable("the JSON text is followed by other characters", parser.getLocation());
    }
    return body;
  }

  private ObjectNode object(BodyPointer path, int depth) throws Unreadable {
    ObjectNode object = nodes.object();
    for (Event event = next(); event != Event.END_OBJECT; event = next()) {
      String name = parser.getString();
      if (Utf8.isIllFormed(name)) {
        faults.add(path, "the name of a member contains an unpaired surrogate");
      }
      BodyPointer at = path.member(name);
      boolean isDuplicate = object.has(name);
      JsonNode value = value(next(), at, depth);
      if (isDuplicate) {
        faults.add(at, "the object has more than one member of this name");
      } else {
        nodes.set(object, name, value);
      }
    }
    return object;
  }

  private ArrayNode array(BodyPointer path, int depth) throws Unreadable {
    ArrayNode array = nodes.array();
    for (Event event = next(); event != Event.END_ARRAY; event = next()) {
      nodes.add(array, value(event, path.element(array.size()), depth));
    }
    return array;
  }

  private JsonNode value(Event event, BodyPointer at, int depth) throws Unreadable {
    return switch (event) {
      case START_OBJECT -> object(at, deeper(at, depth));
      case START_ARRAY -> array(at, deeper(at, depth));
      case VALUE_STRING -> text(at);
      case VALUE_NUMBER -> number(at);
      case VALUE_TRUE -> Json.NODES.booleanNode(true);
      case VALUE_FALSE -> Json.NODES.booleanNode(false);
      case VALUE_NULL -> Json.NODES.nullNode();
      case KEY_NAME, END_OBJECT, END_ARRAY ->
          throw unreadable("a value is missing", parser.getLocation());
    };
  }

  private static int deeper(BodyPointer at, int depth) throws Unreadable {
    if (depth == DEEPEST) {
      throw new Unreadable(
          Fault.at(at.pointer(), "objects and arrays are nested deeper than 64 levels"));
    }
    return depth + 1;
  }

  private JsonNode text(BodyPointer at) throws Unreadable {
    String text = parser.getString();
    if (Utf8.isIllFormed(text)) {
      faults.add(at, JsonLimits.UNPAIRED);
    }
    return nodes.text(text);
  }

  private JsonNode number(BodyPointer at) throws Unreadable {
    String text = parser.getString();
    nodes.number(text);
    Optional<JsonNode> number = NumberText.toNode(text);
    if (number.isEmpty()) {
      faults.add(at, JsonLimits.OF_NUMBERS);
    }
    return number.orElse(Json.NODES.numberNode(0));
  }

  /** Returns every exception of the parser as a fault, including those of its own limits. */
  private Event next() throws Unreadable {
    try {
      return parser.next();
    } catch (JsonParsingException e) {
      throw unreadable("the body is not well-formed JSON", e.getLocation());
    } catch (RuntimeException e) {
      throw unreadable("the body is not well-formed JSON", parser.getLocation());
    }
  }

  private boolean isAtEnd() {
    try {
      return !parser.hasNext();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Unreadable unreadable(String what, JsonLocation where) {
    int line = (int) Math.max(0, where.getLineNumber());
    int column = (int) Math.max(0, where.getColumnNumber());
    return new Unreadable(
        new Fault("", what + ": line " + line + ", column " + column, line, column));
  }
}
