package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.value.Arithmetic;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.JsonText;
import drawbridge.expression.jq.value.Numbers;
import drawbridge.expression.jq.value.Texts;
import drawbridge.expression.jq.value.Values;
import java.util.function.IntUnaryOperator;

/** Functions of texts. */
final class TextFunctions {

  private static final String SPACE = "\u0085\u00a0\u2007\u202f";

  private TextFunctions() {}

  static void addTo(Functions all) {
    all.add("length", TextFunctions::length);
    all.add("utf8bytelength", TextFunctions::bytes);
    all.add("ascii_downcase", (in, budget) -> letters(in, 'A', 'Z', c -> c + 32, budget));
    all.add("ascii_upcase", (in, budget) -> letters(in, 'a', 'z', c -> c - 32, budget));
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
