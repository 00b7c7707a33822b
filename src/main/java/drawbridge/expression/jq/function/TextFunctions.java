package drawbridge.expression.jq.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.value.Arithmetic;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.JsonText;
import drawbridge.expression.jq.value.Numbers;
import drawbridge.expression.jq.value.Texts;
import drawbridge.expression.jq.value.Values;
import drawbridge.platform.Json;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** Functions of texts. */
final class TextFunctions {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern NOT_A_NUMBER = Pattern.compile("-?nan", Pattern.CASE_INSENSITIVE);

  private static final String SPACE = "\u0085\u00a0\u2007\u202f";

  private static final int REPLACEMENT = 0xfffd;

  private TextFunctions() {}

  static void addTo(Functions all) {
    all.add("length", TextFunctions::length);
    all.add("utf8bytelength", TextFunctions::bytes);
    all.add("tojson", (in, budget) -> TextNode.valueOf(JsonText.of(in, budget)));
    all.add("fromjson", TextFunctions::parsed);
    all.add("tostring", (in, budget) -> TextNode.valueOf(text(in, budget)));
    all.add("tonumber", TextFunctions::number);
    all.add("toboolean", TextFunctions::truth);
    all.add("ascii_downcase", (in, budget) -> letters(in, 'A', 'Z', c -> c + 32, budget));
    all.add("ascii_upcase", (in, budget) -> letters(in, 'a', 'z', c -> c - 32, budget));
    all.add("explode", TextFunctions::exploded);
    all.add("implode", TextFunctions::imploded);
    all.add("startswith", (in, part, budget) -> BooleanNode.valueOf(starts(in, part, budget)));
    all.add("endswith", (in, part, budget) -> BooleanNode.valueOf(ends(in, part, budget)));
    all.add(
        "ltrimstr", (in, part, budget) -> starts(in, part, budget) ? cut(in, part, 0, budget) : in);
    all.add(
        "rtrimstr", (in, part, budget) -> ends(in, part, budget) ? cut(in, 0, part, budget) : in);
    all.add("trim", (in, budget) -> trimmed(in, true, true, budget));
    all.add("ltrim", (in, budget) -> trimmed(in, true, false, budget));
    all.add("rtrim", (in, budget) -> trimmed(in, false, true, budget));
    all.add("split", TextFunctions::split);
    all.add("join", TextFunctions::joined);
    all.add("_strindices", TextFunctions::occurrences);
  }

  /** Returns a text itself, and any other value as JSON. */
  static String text(JsonNode in, Budget budget) {
    return in.isTextual() ? in.textValue() : JsonText.of(in, budget);
  }

  private static JsonNode length(JsonNode in, Budget budget) {
    return switch (in.getNodeType()) {
      case STRING -> {
        budget.work(in.textValue().length() / 16);
        yield Numbers.of(in.textValue().codePointCount(0, in.textValue().length()));
      }
      case NUMBER -> Numbers.absolute(in, budget);
      case ARRAY, OBJECT -> Numbers.of(in.size());
      case NULL, MISSING -> Numbers.of(0);
      case BOOLEAN, BINARY, POJO -> throw Values.fault(in, "has no length", budget);
    };
  }

  private static JsonNode bytes(JsonNode in, Budget budget) {
    if (!in.isTextual()) {
      throw Values.fault(in, "only strings have UTF-8 byte length", budget);
    }
    budget.build(3L * in.textValue().length());
    return Numbers.of(Texts.utf8Length(in.textValue(), 0, in.textValue().length()));
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
      JsonNode read = Json.MAPPER.readTree(text);
      if (!read.isMissingNode()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      // the message would quote the text
    }
    throw Values.fault(in, "cannot be parsed as JSON", budget);
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

  private static JsonNode letters(
      JsonNode in, char first, char last, IntUnaryOperator change, Budget budget) {
    if (!in.isTextual()) {
      throw JqError.of("explode input must be a string");
    }
    budget.buildText(in.textValue().length());
    StringBuilder text = new StringBuilder(in.textValue());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      text.setCharAt(i, c >= first && c <= last ? (char) change.applyAsInt(c) : c);
    }
    return TextNode.valueOf(text.toString());
  }

  private static JsonNode exploded(JsonNode in, Budget budget) {
    if (!in.isTextual()) {
      throw JqError.of("explode input must be a string");
    }
    budget.buildElements(in.textValue().length());
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    in.textValue().codePoints().map(TextFunctions::scalar).forEach(points::add);
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

  private static boolean starts(JsonNode in, JsonNode part, Budget budget) {
    if (!in.isTextual() || !part.isTextual()) {
      throw JqError.of("startswith() requires string inputs");
    }
    budget.work(part.textValue().length() / 16);
    return in.textValue().startsWith(part.textValue());
  }

  private static boolean ends(JsonNode in, JsonNode part, Budget budget) {
    if (!in.isTextual() || !part.isTextual()) {
      throw JqError.of("endswith() requires string inputs");
    }
    budget.work(part.textValue().length() / 16);
    return in.textValue().endsWith(part.textValue());
  }

  private static JsonNode cut(JsonNode in, JsonNode before, int after, Budget budget) {
    return cut(in, before.textValue().length(), after, budget);
  }

  private static JsonNode cut(JsonNode in, int before, JsonNode after, Budget budget) {
    return cut(in, before, after.textValue().length(), budget);
  }

  private static JsonNode cut(JsonNode in, int before, int after, Budget budget) {
    String text = in.textValue();
    budget.buildText(text.length());
    return TextNode.valueOf(text.substring(before, text.length() - after));
  }

  private static JsonNode trimmed(JsonNode in, boolean before, boolean after, Budget budget) {
    if (!in.isTextual()) {
      throw JqError.of("trim input must be a string");
    }
    String text = in.textValue();
    budget.buildText(text.length());
    int from = 0;
    int to = text.length();
    while (before && from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (after && from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return TextNode.valueOf(text.substring(from, to));
  }

  /** Returns whether Unicode calls the character white space; Java leaves some out. */
  private static boolean isSpace(char c) {
    return (Character.isWhitespace(c) && (c < 0x1c || c > 0x1f)) || SPACE.indexOf(c) >= 0;
  }

  private static JsonNode split(JsonNode in, JsonNode separator, Budget budget) {
    if (!in.isTextual() || !separator.isTextual()) {
      throw JqError.of("split input and separator must be strings");
    }
    return Texts.split(in.textValue(), separator.textValue(), budget);
  }

  private static JsonNode joined(JsonNode in, JsonNode separator, Budget budget) {
    ListFunctions.Sum sum = new ListFunctions.Sum(budget);
    boolean isFirst = true;
    sum.add(TextNode.valueOf(""));
    for (JsonNode element : Values.iterable(in, budget)) {
      if (!isFirst) {
        sum.add(separator);
      }
      boolean isWritten = element.isNumber() || element.isBoolean();
      sum.add(isWritten ? TextNode.valueOf(JsonText.of(element, budget)) : element);
      isFirst = false;
    }
    return Arithmetic.add(sum.result(), TextNode.valueOf(""), budget);
  }

  private static JsonNode occurrences(JsonNode in, JsonNode wanted, Budget budget) {
    if (!in.isTextual()) {
      throw Values.fault(in, "cannot be searched, as it is not a string", budget);
    } else if (!wanted.isTextual()) {
      throw Values.fault(wanted, "is not a string", budget);
    }
    String text = in.textValue();
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    int points = 0;
    int at = 0;
    for (int index : Texts.occurrences(text, wanted.textValue(), budget)) {
      budget.buildElements(1);
      points += text.codePointCount(at, index);
      at = index;
      found.add(points);
    }
    return found;
  }
}
