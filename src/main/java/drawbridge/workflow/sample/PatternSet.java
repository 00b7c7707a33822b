package drawbridge.workflow.sample;

import drawbridge.workflow.sample.PatternText.Unknown;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Reads sets of characters in a regular expression, and chooses one of their characters. */
record PatternSet(PatternText text) {

  private static final String TRIED = "a0A -_.@/:";
  private static final Map<Character, IntPredicate> SETS =
      Map.of(
          'd', PatternSet::isDigit,
          'w', PatternSet::isWord,
          's', c -> c == ' ' || (c >= '\t' && c <= '\r'));

  /** Whether the escaped letter of a set comes next. */
  boolean isNext() {
    return text.looksAt('\\') && text.peek(1) != 0 && "dDwWsSpP".indexOf(text.peek(1)) >= 0;
  }

  /** Reads the escaped letter of a set, and returns one of its characters. */
  String escaped() {
    return one(ofLetter());
  }

  /** Reads a set behind its bracket, and returns one of its characters. */
  String bracketed() {
    boolean isNegated = text.take('^');
    IntPredicate members = c -> false;
    while (!text.take(']')) {
      members = members.or(member());
    }
    return one(isNegated ? members.negate() : members);
  }

  /** Reads a character, a range or a set inside a set. */
  private IntPredicate member() {
    if (isNext()) {
      return ofLetter();
    }
    int low = text.character();
    if (!text.looksAt('-') || text.peek(1) == ']') {
      return c -> c == low;
    }
    text.next();
    int high = text.character();
    return c -> c >= low && c <= high;
  }

  private IntPredicate ofLetter() {
    text.next();
    char letter = text.next();
    char plain = Character.toLowerCase(letter);
    IntPredicate set = plain == 'p' ? property() : Objects.requireNonNull(SETS.get(plain));
    return plain == letter ? set : set.negate();
  }

  private IntPredicate property() {
    if (text.next() != '{') {
      throw new Unknown();
    }
    return switch (text.until('}')) {
      case "L", "Letter" -> Character::isLetter;
      case "Lu" -> Character::isUpperCase;
      case "Ll" -> Character::isLowerCase;
      case "N", "Nd" -> Character::isDigit;
      default -> throw new Unknown();
    };
  }

  private static String one(IntPredicate members) {
    return IntStream.concat(TRIED.chars(), IntStream.range(1, Character.MIN_SURROGATE))
        .filter(members)
        .mapToObj(Character::toString)
        .findFirst()
        .orElseThrow(Unknown::new);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
