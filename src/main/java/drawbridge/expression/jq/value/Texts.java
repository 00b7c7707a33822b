package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** Splits, joins and searches texts in time linear in input and output. */
public final class Texts {

  private static final int PIECE = 96;

  private Texts() {}

  /**
   * Returns every index where the needle begins, overlapping ones included (Knuth, Morris and
   * Pratt).
   */
  public static List<Integer> occurrences(String text, String needle, Budget budget) {
    List<Integer> found = new ArrayList<>();
    budget.work((text.length() + (long) needle.length()) / 4);
    if (needle.isEmpty() || needle.length() > text.length()) {
      return found;
    }
    budget.build(4L * needle.length());
    int[] border = borders(needle);
    int met = 0;
    for (int i = 0; i < text.length(); i++) {
      while (met > 0 && (met == needle.length() || text.charAt(i) != needle.charAt(met))) {
        met = border[met - 1];
      }
      met += text.charAt(i) == needle.charAt(met) ? 1 : 0;
      if (met == needle.length()) {
        budget.build(Integer.BYTES * 5);
        found.add(i - met + 1);
      }
    }
    return found;
  }

  private static int[] borders(String needle) {
    int[] border = new int[needle.length()];
    int met = 0;
    for (int i = 1; i < needle.length(); i++) {
      while (met > 0 && needle.charAt(i) != needle.charAt(met)) {
        met = border[met - 1];
      }
      met += needle.charAt(i) == needle.charAt(met) ? 1 : 0;
      border[i] = met;
    }
    return border;
  }

  /** Splits a text; an empty separator splits into characters, an empty text into nothing. */
  public static ArrayNode split(String text, String separator, Budget budget) {
    ArrayNode pieces = JsonNodeFactory.instance.arrayNode();
    if (separator.isEmpty()) {
      for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
        add(pieces, Character.toString(text.codePointAt(i)), budget);
      }
      return pieces;
    }
    int from = 0;
    for (int at : occurrences(text, separator, budget)) {
      if (at >= from) {
        add(pieces, text.substring(from, at), budget);
        from = at + separator.length();
      }
    }
    if (!text.isEmpty()) {
      add(pieces, text.substring(from), budget);
    }
    return pieces;
  }

  private static void add(ArrayNode pieces, String piece, Budget budget) {
    budget.build(PIECE + 2L * piece.length());
    budget.work(2);
    pieces.add(piece);
  }

  /** Joins texts, numbers and booleans with the separator; null counts as empty. */
  public static JsonNode join(JsonNode all, JsonNode separator, Budget budget) {
    StringBuilder whole = new StringBuilder();
    boolean first = true;
    for (JsonNode element : all) {
      if (!first) {
        append(whole, separator, separator.isTextual() || separator.isNull(), budget);
      }
      append(whole, element, !element.isContainerNode(), budget);
      first = false;
    }
    budget.buildText(whole.length());
    return TextNode.valueOf(whole.toString());
  }

  private static void append(StringBuilder whole, JsonNode more, boolean fits, Budget budget) {
    if (!fits) {
      throw JqError.of(Values.type(more) + " cannot be joined");
    }
    String text = more.isNull() ? "" : more.asText();
    budget.work(2);
    budget.checkText((long) whole.length() + text.length());
    whole.append(text);
  }
}
