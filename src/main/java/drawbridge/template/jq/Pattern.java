package drawbridge.template.jq;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that is matched in time linear in the text, whatever it is: all ways to
 * match are followed at once, none is tried again (Thompson, Pike). What cannot be matched so, like
 * references back and looking around, is refused by name.
 *
 * @param code instructions; the first is the start
 * @param names of the groups, from 1; null for those without
 */
record Pattern(List<Instruction> code, List<@Nullable String> names, boolean skipsEmpty) {

  /** The kinds of {@link Instruction}. */
  enum Kind {
    CHARACTER,
    FORK,
    SAVE,
    ASSERT,
    MATCH
  }

  /** Conditions on a place between two characters. */
  enum Condition {
    START,
    END,
    END_OR_LAST_LINE,
    WORD_EDGE,
    NO_WORD_EDGE;

    boolean holds(int[] text, int at) {
      return switch (this) {
        case START -> at == 0;
        case END -> at == text.length;
        case END_OR_LAST_LINE -> at == text.length || (at == text.length - 1 && text[at] == '\n');
        case WORD_EDGE -> isEdge(text, at);
        case NO_WORD_EDGE -> !isEdge(text, at);
      };
    }

    private static boolean isEdge(int[] text, int at) {
      boolean before = at > 0 && Characters.isWord(text[at - 1]);
      boolean after = at < text.length && Characters.isWord(text[at]);
      return before != after;
    }
  }

  /**
   * One instruction.
   *
   * @param first where to go on: for FORK the way that is preferred
   * @param second the other way of a FORK, the slot of a SAVE
   */
  record Instruction(
      Kind kind,
      int first,
      int second,
      @Nullable IntPredicate character,
      @Nullable Condition condition) {}

  /**
   * @throws Refused when it cannot be read or bounded; says why without quoting it
   */
  static Pattern of(String text, String flags) {
    return PatternCode.of(new PatternReader(text, flags).whole(), flags);
  }

  static String key(String text, String flags) {
    return flags.replace("g", "") + "/" + text;
  }

  int groups() {
    return names.size();
  }
}
