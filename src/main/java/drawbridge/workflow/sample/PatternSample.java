package drawbridge.workflow.sample;

import drawbridge.workflow.sample.PatternText.Unknown;
import java.util.Optional;

/**
 * Writes a text that a regular expression of ECMAScript matches: the first branch of alternatives,
 * one character of sets, and the fewest repeats plus some. The caller checks the text, since flags
 * and boundaries are ignored here.
 */
final class PatternSample {

  private static final int LONGEST = 10_000;
  private static final int DEEPEST = 50;

  private final PatternText pattern;
  private final PatternSet sets;
  private final int extra;
  private int depth;

  private PatternSample(PatternText pattern, int extra) {
    this.pattern = pattern;
    this.sets = new PatternSet(pattern);
    this.extra = extra;
  }

  /**
   * Returns a text.
   *
   * @param extra how many repeats more than the fewest are written
   * @return empty when the pattern has parts that are unknown here, or the text is too long
   */
  static Optional<String> of(String pattern, int extra) {
    PatternText text = new PatternText(pattern);
    try {
      String sample = new PatternSample(text, extra).alternatives();
      return text.atEnd() ? Optional.of(sample) : Optional.empty();
    } catch (Unknown e) {
      return Optional.empty();
    }
  }

  private String alternatives() {
    if (++depth > DEEPEST) {
      throw new Unknown();
    }
    String first = sequence();
    while (pattern.take('|')) {
      sequence();
    }
    depth--;
    return first;
  }

  private String sequence() {
    StringBuilder text = new StringBuilder();
    while (!pattern.atEnd() && !pattern.looksAt('|') && !pattern.looksAt(')')) {
      String term = term();
      int repeats = repeats();
      if (text.length() + (long) repeats * term.length() > LONGEST) {
        throw new Unknown();
      }
      text.append(term.repeat(repeats));
    }
    return text.toString();
  }

  private String term() {
    if (sets.isNext()) {
      return sets.escaped();
    } else if (pattern.looksAt("\\b") || pattern.looksAt("\\B")) {
      pattern.next();
      pattern.next();
      return "";
    } else if (pattern.take('^') || pattern.take('$')) {
      return "";
    } else if (pattern.take('(')) {
      return group();
    } else if (pattern.take('[')) {
      return sets.bracketed();
    }
    return pattern.take('.') ? "a" : Character.toString(pattern.character());
  }

  private String group() {
    if (pattern.take('?')) {
      pattern.until(pattern.looksAt('<') ? '>' : ':'); // a name, or flags
    }
    String text = alternatives();
    if (!pattern.take(')')) {
      throw new Unknown();
    }
    return text;
  }

  /** Reads a quantifier, and returns how many repeats are written. */
  private int repeats() {
    long least = 1;
    long most = 1;
    if (pattern.take('?')) {
      least = 0;
    } else if (pattern.take('*')) {
      least = 0;
      most = LONGEST;
    } else if (pattern.take('+')) {
      most = LONGEST;
    } else if (pattern.looksAt('{') && Character.isDigit(pattern.peek(1))) {
      pattern.next();
      String[] counts = pattern.until('}').split(",", -1);
      least = number(counts[0]);
      most = counts.length == 1 ? least : counts[1].isEmpty() ? LONGEST : number(counts[1]);
    }
    pattern.take('?');
    return (int) Math.min(most, least + extra);
  }

  private static long number(String digits) {
    if (!digits.matches("\\d{1,4}")) {
      throw new Unknown();
    }
    return Long.parseLong(digits);
  }
}
