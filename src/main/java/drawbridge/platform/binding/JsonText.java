package drawbridge.platform.binding;

import drawbridge.platform.Fault;
import drawbridge.platform.Utf8;
import drawbridge.platform.json.JsonLimits;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON text. Reports what a tree cannot show: syntax errors and repeated names. */
public final class JsonText {

  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private static final String WORDS =
      "the body is not well-formed JSON, is nested deeper than 500 levels, or has a number of more"
          + " than 1000 characters or with an exponent beyond 101,000";

  /** The spare characters of a number: sign, point, exponent. */
  private static final int SPARE = 12;

  private final JsonParser parser;
  private final List<Fault> faults;

  private JsonText(JsonParser parser, List<Fault> faults) {
    this.parser = parser;
    this.faults = faults;
  }

  /**
   * Returns the object that is the whole text. Of members with one name it holds the first.
   *
   * @param faults receives every repeated name; or the syntax error with its line and column, and
   *     never the text, which may be a secret
   * @return empty when the text is not one JSON object
   */
  public static Optional<JsonObject> object(String text, List<Fault> faults) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      return new JsonText(parser, faults).document();
    }
  }

  private Optional<JsonObject> document() {
    try {
      if (value(parser.next(), "", 0) instanceof JsonObject object && !parser.hasNext()) {
        return Optional.of(object);
      }
      faults.add(Fault.at("", "the body must be one JSON object"));
    } catch (RuntimeException e) { // the parser's limits of depth and digits are of several types
      int line = (int) Math.max(0, parser.getLocation().getLineNumber());
      int column = (int) Math.max(0, parser.getLocation().getColumnNumber());
      faults.add(new Fault("", WORDS, line, column));
    }
    return Optional.empty();
  }

  private JsonValue value(Event event, String at, int depth) {
    if (depth > JsonLimits.DEPTH || (event == Event.VALUE_NUMBER && !isKept(parser.getString()))) {
      throw new IllegalArgumentException(WORDS);
    }
    if (event == Event.VALUE_STRING && Utf8.isIllFormed(parser.getString())) {
      faults.add(Fault.at(at, JsonLimits.UNPAIRED));
    }
    return switch (event) {
      case START_OBJECT -> object(at, depth + 1);
      case START_ARRAY -> array(at, depth + 1);
      default -> parser.getValue();
    };
  }

  private static boolean isKept(String number) {
    return number.length() <= JsonLimits.DIGITS + SPARE && JsonLimits.holds(new BigDecimal(number));
  }

  private JsonObject object(String at, int depth) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
      String name = parser.getString();
      String pointer = Utf8.wellFormed(at + "/" + Json.encodePointer(name));
      JsonLimits.faultOfName(name).ifPresent(fault -> faults.add(Fault.at(at, fault)));
      if (members.putIfAbsent(name, value(parser.next(), pointer, depth)) != null) {
        faults.add(Fault.at(pointer, "is given more than once"));
      }
    }
    var object = Json.createObjectBuilder();
    members.forEach(object::add);
    return object.build();
  }

  private JsonArray array(String at, int depth) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    int index = 0;
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(event, at + "/" + index++, depth));
    }
    return array.build();
  }
}
