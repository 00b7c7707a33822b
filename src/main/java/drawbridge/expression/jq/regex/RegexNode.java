package drawbridge.expression.jq.regex;

import java.util.List;
import java.util.function.IntPredicate;

/** A part of a regular expression. */
sealed interface RegexNode {

  /** The most characters and times of a part without an upper bound. */
  long ENDLESS = Integer.MAX_VALUE;

  /** Returns the fewest characters that the part matches. */
  default long least() {
    return 0;
  }

  /** Returns the most characters that the part matches, or {@link #ENDLESS}. */
  default long most() {
    return 0;
  }

  /** One character. */
  record Chars(IntPredicate set) implements RegexNode {
    @Override
    public long least() {
      return 1;
    }

    @Override
    public long most() {
      return 1;
    }
  }

  /** A condition about a place between characters. */
  record Anchor(Place place) implements RegexNode {}

  /** A condition about the text after or before a place. */
  record Look(RegexNode body, boolean isAhead, boolean isNegated) implements RegexNode {}

  /** A group whose text is kept. */
  record Capture(RegexNode body, int number) implements RegexNode {
    @Override
    public long least() {
      return body.least();
    }

    @Override
    public long most() {
      return body.most();
    }
  }

  /** All parts in order. */
  record Sequence(List<RegexNode> parts) implements RegexNode {
    @Override
    public long least() {
      return Math.min(ENDLESS, parts.stream().mapToLong(RegexNode::least).sum());
    }

    @Override
    public long most() {
      return Math.min(ENDLESS, parts.stream().mapToLong(RegexNode::most).sum());
    }
  }

  /** The first part that fits. */
  record Choice(List<RegexNode> parts) implements RegexNode {
    @Override
    public long least() {
      return parts.stream().mapToLong(RegexNode::least).min().orElse(0);
    }

    @Override
    public long most() {
      return parts.stream().mapToLong(RegexNode::most).max().orElse(0);
    }
  }

  /**
   * A part several times.
   *
   * @param to {@link #ENDLESS} without an upper bound
   * @param isLazy whether fewer times are tried first
   */
  record Repeat(RegexNode body, long from, long to, boolean isLazy) implements RegexNode {
    @Override
    public long least() {
      return Math.min(ENDLESS, from * body.least());
    }

    @Override
    public long most() {
      return Math.min(ENDLESS, to * body.most());
    }
  }

  /** A condition about the place between two characters. */
  enum Place {
    TEXT_BEGIN,
    TEXT_END,
    /** The end, or before a line feed at the end. */
    LAST_LINE_END,
    LINE_BEGIN,
    LINE_END,
    BOUNDARY,
    NO_BOUNDARY,
    /** The boundary of a word of ECMAScript. */
    SCRIPT_BOUNDARY,
    NO_SCRIPT_BOUNDARY;

    boolean holds(String text, int at) {
      int end = text.length();
      return switch (this) {
        case TEXT_BEGIN -> at == 0;
        case TEXT_END -> at == end;
        case LAST_LINE_END -> at == end || (at == end - 1 && text.charAt(at) == '\n');
        case LINE_BEGIN -> at == 0 || (at < end && text.charAt(at - 1) == '\n');
        case LINE_END -> at == end || text.charAt(at) == '\n';
        case BOUNDARY -> isBoundary(text, at, CharSets.WORD);
        case NO_BOUNDARY -> !isBoundary(text, at, CharSets.WORD);
        case SCRIPT_BOUNDARY -> isBoundary(text, at, CharSets.SCRIPT_WORD);
        case NO_SCRIPT_BOUNDARY -> !isBoundary(text, at, CharSets.SCRIPT_WORD);
      };
    }

    private static boolean isBoundary(String text, int at, IntPredicate word) {
      boolean isAfterWord = at > 0 && word.test(text.codePointBefore(at));
      return isAfterWord != (at < text.length() && word.test(text.codePointAt(at)));
    }
  }
}
