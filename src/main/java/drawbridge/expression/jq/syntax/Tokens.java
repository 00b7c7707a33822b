package drawbridge.expression.jq.syntax;

import drawbridge.expression.jq.syntax.Token.Kind;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.RefusedProgram;
import java.util.List;

/** The tokens of a program from the current one on. */
final class Tokens {

  private static final int MAX_DEPTH = 1_000;

  private final String program;
  private final List<Token> all;
  private int at;
  private int depth;

  Tokens(String program) {
    this.program = program;
    this.all = Lexer.tokens(program);
  }

  /** Removes the positions, which belong to no program of a caller. */
  void forgetPositions() {
    all.replaceAll(token -> new Token(token.kind(), token.text(), JqError.UNKNOWN));
  }

  Token peek() {
    return all.get(at);
  }

  Token next() {
    Token token = all.get(at);
    at += token.is(Kind.END) ? 0 : 1;
    return token;
  }

  /** Takes the symbol if it comes next. */
  boolean take(String symbol) {
    boolean comes = peek().isSymbol(symbol);
    at += comes ? 1 : 0;
    return comes;
  }

  /** Takes the keyword if it comes next. */
  boolean takeWord(String word) {
    boolean comes = peek().isWord(word);
    at += comes ? 1 : 0;
    return comes;
  }

  /** Takes {@code ?} if it comes next, also of {@code ?//}, after which {@code //} comes. */
  boolean takeOptional() {
    Token token = peek();
    if (token.isSymbol("?//")) {
      all.set(at, new Token(Kind.SYMBOL, "//", token.at() + 1));
      return true;
    }
    return take("?");
  }

  /** Takes a token of the kind, which must come next. */
  Token expect(Kind kind, String what) {
    if (!peek().is(kind)) {
      throw unexpected(what);
    }
    return next();
  }

  /** Takes the symbol or keyword that belongs to an earlier token. */
  void close(String closing, Token opened) {
    if (!take(closing) && !takeWord(closing)) {
      String of = opened.is(Kind.SYMBOL) ? opened.text() : opened.text() + ",";
      throw unexpected(closing + " for " + of + " from " + Lexer.place(program, opened.at()));
    }
  }

  /** Returns how to access {@code .a-b}, of which this offset is that of b; empty for others. */
  String dashed(int offset) {
    Token last = at > 0 ? all.get(at - 1) : all.get(0);
    int field = at - 3;
    boolean isDashed =
        field >= 0
            && last.at() == offset
            && all.get(at - 2).isSymbol("-")
            && all.get(at - 2).at() == offset - 1
            && all.get(field).is(Kind.FIELD)
            && all.get(field).at() + all.get(field).text().length() + 2 == offset;
    return isDashed ? ".[\"" + all.get(field).text() + "-" + last.text() + "\"]" : "";
  }

  void expect(String symbol) {
    if (!take(symbol)) {
      throw unexpected(symbol);
    }
  }

  void expectWord(String word) {
    if (!takeWord(word)) {
      throw unexpected(word);
    }
  }

  RefusedProgram unexpected(String expected) {
    String found =
        switch (peek().kind()) {
          case END -> "the program ends";
          case QUOTE, CHARS, UNQUOTE -> "a text stands";
          default -> peek().text() + " stands";
        };
    return fault("jq cannot be read: " + found + " where " + expected + " is expected" + advice());
  }

  /** Returns how jq writes what the unexpected token means in other languages. */
  private String advice() {
    boolean isTwice = at > 0 && all.get(at - 1).text().equals(peek().text());
    if (peek().isSymbol("|") && isTwice) {
      return "; jq writes or for ||";
    } else if (peek().isSymbol(">") && at > 0 && all.get(at - 1).isSymbol("=")) {
      return "; jq has no =>";
    }
    return peek().isSymbol("=") && at > 0 && all.get(at - 1).isSymbol("==")
        ? "; jq writes == for ==="
        : "";
  }

  RefusedProgram fault(String message) {
    return fault(message, peek().at());
  }

  RefusedProgram fault(String message, int offset) {
    return Lexer.fault(message, program, offset);
  }

  /** Returns the line of an offset, from 1. */
  int line(int offset) {
    return 1 + (int) program.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  /** Enters a nested part; {@link #leave} must follow. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw fault("jq is nested too deeply");
    }
  }

  void leave() {
    depth--;
  }
}
