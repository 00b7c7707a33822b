package drawbridge.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code a||b} as {@code default a b}, which Handlebars' grammar can read (H4). Reads every
 * character once: a definition is saved by whoever may, and must not be able to hold the server.
 */
final class Alternatives {

  private static final int DEEPEST = 100;
  private static final String BARS = "||";
  private static final String NO_WORD = "|(){}\"'[]=";

  private final String text;
  private final int lastBracket;
  private int at;
  private int depth;

  private Alternatives(String text) {
    this.text = text;
    this.lastBracket = text.lastIndexOf(']');
  }

  static String written(String template) {
    return template.contains(BARS) ? new Alternatives(template).all() : template;
  }

  private String all() {
    StringBuilder out = new StringBuilder(text.length() + 64);
    for (int open = text.indexOf("{{", at); open >= 0; open = text.indexOf("{{", at)) {
      out.append(text, at, open + 2);
      at = open + 2;
      boolean plain = open > 0 && text.charAt(open - 1) == '\\';
      if (plain || text.startsWith("!", at)) {
        int end = text.indexOf(text.startsWith("!--", at) ? "--}}" : "}}", at);
        int next = end < 0 ? text.length() : end;
        out.append(text, at, next);
        at = next;
      } else {
        while (at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '&')) {
          out.append(text.charAt(at++));
        }
        out.append(inside("}}"));
      }
    }
    return out.append(text, at, text.length()).toString();
  }

  /** What stands before the end of a tag or of a parenthesis, rewritten; the end is not taken. */
  private String inside(String end) {
    if (++depth > DEEPEST) {
      throw new BadExpression("the template is nested too deeply");
    }
    List<String> pieces = new ArrayList<>();
    while (at < text.length() && !text.startsWith(end, at)) {
      pieces.add(piece());
    }
    depth--;
    return joined(pieces);
  }

  /** A word, bars, blanks, or a character that is none of these. */
  private String piece() {
    char c = text.charAt(at);
    if (text.startsWith(BARS, at)) {
      at += 2;
      return BARS;
    } else if (c == '(') {
      at++;
      String inner = inside(")");
      boolean closed = at < text.length();
      at += closed ? 1 : 0;
      return "(" + inner + (closed ? ")" : "");
    }
    int from = at;
    if (Character.isWhitespace(c)) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    } else if (c == '"' || c == '\'') {
      at = afterString(c);
    } else {
      at = afterWord();
    }
    return text.substring(from, at);
  }

  /**
   * A quote in it is written with a backslash; one without an end takes all, and is no template.
   */
  private int afterString(char quote) {
    for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (text.charAt(i) == '\\' && i + 1 < text.length() && text.charAt(i + 1) == quote) {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    return text.length();
  }

  private int afterWord() {
    int i = at;
    while (i < text.length()) {
      int close = text.charAt(i) == '[' && i < lastBracket ? text.indexOf(']', i) : -1;
      if (close > 0) {
        i = close + 1;
      } else if (isWord(text.charAt(i))) {
        i++;
      } else {
        break;
      }
    }
    return i == at ? at + 1 : i;
  }

  private static boolean isWord(char c) {
    return NO_WORD.indexOf(c) < 0 && !Character.isWhitespace(c);
  }

  private static boolean isOperand(@Nullable String piece) {
    return piece != null
        && !piece.equals(BARS)
        && (isWord(piece.charAt(0))
            || (piece.length() > 1 && "\"'[(".indexOf(piece.charAt(0)) >= 0));
  }

  /** A chain that is all there is needs no parenthesis of its own. */
  private static String joined(List<String> pieces) {
    StringBuilder out = new StringBuilder();
    boolean alone = true;
    int i = 0;
    while (i < pieces.size()) {
      List<String> chain = new ArrayList<>();
      int next = chain(pieces, i, chain);
      if (chain.size() < 2) {
        alone &= pieces.get(i).isBlank();
        out.append(pieces.get(i++));
        continue;
      }
      alone &= pieces.subList(next, pieces.size()).stream().allMatch(String::isBlank);
      String call = "default " + String.join(" ", chain);
      out.append(alone ? call : "(" + call + ")");
      i = next;
    }
    return out.toString();
  }

  /** The operands with bars between them from there on, and where they end. */
  private static int chain(List<String> pieces, int from, List<String> chain) {
    int end = from;
    int i = from;
    while (i < pieces.size() && isOperand(pieces.get(i))) {
      chain.add(pieces.get(i));
      end = i + 1;
      i = skipBlanks(pieces, end);
      if (i == pieces.size() || !pieces.get(i).equals(BARS)) {
        break;
      }
      i = skipBlanks(pieces, i + 1);
    }
    return end;
  }

  private static int skipBlanks(List<String> pieces, int from) {
    int i = from;
    while (i < pieces.size() && pieces.get(i).isBlank()) {
      i++;
    }
    return i;
  }
}
