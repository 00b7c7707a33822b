package drawbridge.expression.template;

import drawbridge.expression.BadExpression;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites {@code a||b} as {@code default a b}, which Handlebars' grammar can parse (H4). Reads
 * every character once, so that a definition cannot occupy the server.
 */
final class Alternatives {

  private static final int MAX_DEPTH = 100;
  private static final String BARS = "||";
  private static final String NON_WORD = "|(){}\"'[]=";

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
        int end = text.indexOf("}}", at);
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

  /** Rewrites the text up to the end of a tag or parenthesis; does not consume the end. */
  private String inside(String end) {
    if (++depth > MAX_DEPTH) {
      throw new BadExpression("the template is nested too deeply");
    }
    List<String> tokens = new ArrayList<>();
    while (at < text.length() && !text.startsWith(end, at)) {
      tokens.add(token());
    }
    depth--;
    return joined(tokens);
  }

  /** Reads a word, bars, blanks, or a single other character. */
  private String token() {
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
   * A quote inside a string is escaped by a backslash; an unterminated string extends to the end
   * and fails later.
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
    return NON_WORD.indexOf(c) < 0 && !Character.isWhitespace(c);
  }

  private static boolean isOperand(String token) {
    return !token.equals(BARS)
        && (isWord(token.charAt(0))
            || (token.length() > 1 && "\"'[(".indexOf(token.charAt(0)) >= 0));
  }

  /** A chain without neighbours needs no parentheses. */
  private static String joined(List<String> tokens) {
    StringBuilder out = new StringBuilder();
    boolean alone = true;
    int i = 0;
    while (i < tokens.size()) {
      List<String> chain = new ArrayList<>();
      int next = chain(tokens, i, chain);
      if (chain.size() < 2) {
        alone &= tokens.get(i).isBlank();
        out.append(tokens.get(i++));
        continue;
      }
      alone &= tokens.subList(next, tokens.size()).stream().allMatch(String::isBlank);
      String call = "default " + String.join(" ", chain);
      out.append(alone ? call : "(" + call + ")");
      i = next;
    }
    return out.toString();
  }

  /** Collects the operands of a chain from this index, and returns its end. */
  private static int chain(List<String> tokens, int from, List<String> chain) {
    int end = from;
    int i = from;
    while (i < tokens.size() && isOperand(tokens.get(i))) {
      chain.add(tokens.get(i));
      end = i + 1;
      i = skipBlanks(tokens, end);
      if (i == tokens.size() || !tokens.get(i).equals(BARS)) {
        break;
      }
      i = skipBlanks(tokens, i + 1);
    }
    return end;
  }

  private static int skipBlanks(List<String> tokens, int from) {
    int i = from;
    while (i < tokens.size() && tokens.get(i).isBlank()) {
      i++;
    }
    return i;
  }
}
