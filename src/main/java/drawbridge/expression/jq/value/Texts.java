package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits, encodes and searches texts in time linear in input and output. */
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

  /** Returns the bytes of a text; a lone surrogate becomes U+FFFD, as in jq. */
  public static byte[] utf8(String text) {
    try {
      ByteBuffer bytes =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8))
              .encode(CharBuffer.wrap(text));
      byte[] all = new byte[bytes.remaining()];
      bytes.get(all);
      return all;
    } catch (CharacterCodingException e) {
      throw new IllegalStateException(e); // malformed input is replaced
    }
  }

  /** Returns the number of bytes of a part of a text. */
  public static long utf8Length(String text, int from, int to) {
    long bytes = 0;
    for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
    return bytes;
  }
}
