package drawbridge.expression.jq.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.JsonText;
import drawbridge.expression.jq.value.Numbers;
import drawbridge.expression.jq.value.Values;
import drawbridge.platform.json.Json;
import java.util.List;
import java.util.regex.Pattern;

/** Functions that convert values to texts and texts to values. */
final class Conversions {

  /** A number in a text. */
  static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final Pattern NOT_A_NUMBER = Pattern.compile("-?nan", Pattern.CASE_INSENSITIVE);
  private static final int REPLACEMENT = 0xfffd;

  private Conversions() {}

  static void addTo(Functions all) {
    all.add("tojson", (in, budget) -> TextNode.valueOf(JsonText.of(in, budget)));
    all.add("fromjson", Conversions::parsed);
    all.add("tostring", (in, budget) -> TextNode.valueOf(text(in, budget)));
    all.add("tonumber", Conversions::number);
    all.add("toboolean", Conversions::truth);
    all.add("explode", Conversions::exploded);
    all.add("implode", Conversions::imploded);
  }

  /** Returns a text itself, and any other value as JSON. */
  static String text(JsonNode in, Budget budget) {
    return in.isTextual() ? in.textValue() : JsonText.of(in, budget);
  }

  private static JsonNode parsed(JsonNode in, Budget budget) {
    if (!in.isTextual()) {
      throw Values.fault(in, "only strings can be parsed", budget);
    }
    String text = in.textValue();
    budget.work(text.length() / 4);
    budget.build(32L * text.length());
    if (NOT_A_NUMBER.matcher(text.strip()).matches()) {
      return DoubleNode.valueOf(Double.NaN);
    }
    try {
      JsonNode read = Json.readForeign(text);
      if (!read.isMissingNode()) {
        return read;
      }
      throw JqError.of("Expected JSON value (while parsing '" + text + "')", "the text is empty");
    } catch (StreamConstraintsException e) {
      throw JqError.of("JSON beyond a limit: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw JsonFault.of(text, e, budget);
    }
  }

  private static JsonNode number(JsonNode in, Budget budget) {
    if (in.isNumber()) {
      return in;
    } else if (in.isTextual()) {
      String text = in.textValue();
      budget.work(text.length());
      budget.build(text.length());
      if (text.length() <= Numbers.DIGITS && NUMBER.matcher(text).matches()) {
        return Numbers.literal(text.startsWith("+") ? text.substring(1) : text);
      }
    }
    throw Values.fault(in, "cannot be parsed as a number", budget);
  }

  private static JsonNode truth(JsonNode in, Budget budget) {
    if (in.isBoolean()) {
      return in;
    } else if (in.isTextual() && List.of("true", "false").contains(in.textValue())) {
      return BooleanNode.valueOf(in.textValue().equals("true"));
    }
    throw Values.fault(in, "cannot be parsed as a boolean", budget);
  }

  private static JsonNode exploded(JsonNode in, Budget budget) {
    if (!in.isTextual()) {
      throw JqError.of("explode input must be a string");
    }
    budget.buildElements(in.textValue().length());
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    in.textValue().codePoints().map(Conversions::scalar).forEach(points::add);
    return points;
  }

  private static JsonNode imploded(JsonNode in, Budget budget) {
    if (!in.isArray()) {
      throw JqError.of("implode input must be an array");
    }
    budget.buildText(2L * in.size());
    StringBuilder text = new StringBuilder();
    for (JsonNode point : in) {
      double number = point.isNumber() ? point.doubleValue() : Double.NaN;
      if (Double.isNaN(number)) {
        throw Values.fault(
            point, "can't be imploded, unicode codepoint needs to be numeric", budget);
      }
      text.appendCodePoint(scalar((int) number));
    }
    return TextNode.valueOf(text.toString());
  }

  /** Returns the code point, or U+FFFD for one that no text can have. */
  private static int scalar(int code) {
    boolean isScalar = Character.isValidCodePoint(code) && (code < 0xd800 || code > 0xdfff);
    return isScalar ? code : REPLACEMENT;
  }
}
