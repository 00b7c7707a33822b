package drawbridge.expression.jq.syntax;

import drawbridge.expression.jq.syntax.Token.Kind;
import drawbridge.expression.jq.value.RefusedProgram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the text of a program into tokens. */
final class Lexer {

  private static final String WORD = "[a-zA-Z_][a-zA-Z0-9_]*";
  private static final Pattern NUMBER =
      Pattern.compile("(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern FIELD = Pattern.compile("\\.(" + WORD + ")");
  private static final Pattern NAME = Pattern.compile("(?:" + WORD + "::)*" + WORD);
  private static final Pattern VARIABLE = Pattern.compile("\\$(" + NAME + ")");
  private static final Pattern FORMAT = Pattern.compile("@([a-zA-Z0-9_]+)");
  private static final Pattern SYMBOL =
      Pattern.compile("\\?//=?|//=|\\|=|[-+*/%=!<>]=|//|\\.\\.|[.?=;,:|+*/%$<>()\\[\\]{}-]");
  private static final int HEX = 16;

  private final String program;
  private final List<Token> tokens = new ArrayList<>();

  /** The open parentheses of each interpolation around the current place. */
  private final Deque<Integer> interpolations = new ArrayDeque<>();

  private int at;
  private int open;

  private Lexer(String program) {
    this.program = program;
  }

  /** Returns the tokens, the last one of kind END. */
  static List<Token> tokens(String program) {
    Lexer lexer = new Lexer(program);
    while (lexer.next()) {
      // each call adds its tokens
    }
    return lexer.tokens;
  }

  private boolean next() {
    skip();
    if (at == program.length()) {
      tokens.add(new Token(Kind.END, "", at));
      return false;
    }
    char c = program.charAt(at);
    if (c == '"') {
      tokens.add(new Token(Kind.QUOTE, "", at++));
      chars();
    } else if (c == ')' && open == 0 && !interpolations.isEmpty()) {
      tokens.add(new Token(Kind.CLOSE, ")", at++));
      open = interpolations.pop();
      chars();
    } else if (!take(NUMBER, Kind.NUMBER, 0)
        && !take(FIELD, Kind.FIELD, 1)
        && !take(VARIABLE, Kind.VARIABLE, 1)
        && !take(FORMAT, Kind.FORMAT, 1)
        && !take(NAME, Kind.NAME, 0)
        && !take(SYMBOL, Kind.SYMBOL, 0)) {
      throw fault("jq cannot be read: unexpected character" + advice(c), program, at);
    } else if (c == '(' || c == ')') {
      open += c == '(' ? 1 : -1;
    }
    return true;
  }

  private static String advice(char c) {
    return switch (c) {
      case '\'' -> "; texts stand in double quotes";
      case '&' -> "; jq writes and for &&";
      case '!' -> "; jq writes | not after a value";
      default -> "";
    };
  }

  /** Skips white space and comments. A backslash continues a comment on the next line. */
  private void skip() {
    boolean isComment = false;
    while (at < program.length()) {
      char c = program.charAt(at);
      if (isComment) {
        at += c == '\\' && at + 1 < program.length() ? 1 : 0;
        isComment = c != '\n';
      } else if (c == '#') {
        isComment = true;
      } else if (" \t\r\n".indexOf(c) < 0) {
        return;
      }
      at++;
    }
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(program).region(at, program.length());
  }

  private boolean take(Pattern pattern, Kind kind, int group) {
    Matcher found = matcher(pattern);
    if (found.lookingAt()) {
      tokens.add(new Token(kind, found.group(group), at));
      at = found.end();
      return true;
    }
    return false;
  }

  /** Reads a text up to its end or its next interpolation. */
  private void chars() {
    int begun = at;
    StringBuilder text = new StringBuilder();
    while (at < program.length() && program.charAt(at) != '"') {
      char c = program.charAt(at++);
      if (c != '\\') {
        text.append(c);
      } else if (at < program.length() && program.charAt(at) == '(') {
        add(text, begun);
        tokens.add(new Token(Kind.OPEN, "(", at++));
        interpolations.push(open);
        open = 0;
        return;
      } else {
        escape(text);
      }
    }
    if (at == program.length()) {
      throw fault("jq cannot be read: a text has no end", program, begun);
    }
    add(text, begun);
    tokens.add(new Token(Kind.UNQUOTE, "", at++));
  }

  private void add(StringBuilder text, int begun) {
    if (text.length() > 0) {
      tokens.add(new Token(Kind.CHARS, text.toString(), begun));
    }
  }

  private void escape(StringBuilder text) {
    char letter = at < program.length() ? program.charAt(at++) : ' ';
    int plain = "\"\\/bfnrt".indexOf(letter);
    if (plain >= 0) {
      text.append("\"\\/\b\f\n\r\t".charAt(plain));
    } else if (letter == 'u' && at + 4 <= program.length()) {
      try {
        text.append((char) Integer.parseInt(program.substring(at, at + 4), HEX));
        at += 4;
      } catch (NumberFormatException e) {
        throw fault("jq cannot be read: invalid escape", program, at - 2);
      }
    } else {
      throw fault("jq cannot be read: invalid escape", program, at - 2);
    }
  }

  /** Returns the refusal of a program at an offset. */
  static RefusedProgram fault(String message, String program, int offset) {
    return new RefusedProgram(message + " at " + place(program, offset));
  }

  static String place(String program, int offset) {
    String before = program.substring(0, Math.min(offset, program.length()));
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return "line " + line + ", column " + (before.length() - before.lastIndexOf('\n'));
  }
}
