package drawbridge.expression.jq.syntax;

/**
 * A piece of a program's text.
 *
 * @param text without the marks that tell the kind: a variable without its dollar
 * @param at the offset where it begins
 */
record Token(Kind kind, String text, int at) {

  /** What a token is. */
  enum Kind {
    NUMBER,
    /** {@code .name} */
    FIELD,
    /** A keyword or the name of a function. */
    NAME,
    VARIABLE,
    FORMAT,
    /** The quote that begins a text. */
    QUOTE,
    /** Characters of a text, with escapes replaced. */
    CHARS,
    /** {@code \(} */
    OPEN,
    /** The parenthesis that ends an interpolation. */
    CLOSE,
    /** The quote that ends a text. */
    UNQUOTE,
    SYMBOL,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Returns whether this is the given symbol. */
  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Returns whether this is the given keyword. */
  boolean isWord(String word) {
    return kind == Kind.NAME && text.equals(word);
  }
}
