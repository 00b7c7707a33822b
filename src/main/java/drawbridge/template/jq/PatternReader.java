package drawbridge.template.jq;

import drawbridge.template.jq.Pattern.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads a regular expression; says by name what there is not. */
final class PatternReader {

  private static final int LONGEST = 2_000;
  private static final int DEEPEST = 50;
  private static final int MOST_GROUPS = 50;
  private static final int MOST_REPEATS = 1_000;
  private static final String FLAGS = "gimnpsx";

  private final PatternText text;
  private final List<String> names = new ArrayList<>();
  private boolean anyCase;
  private boolean dotIsAll;
  private int depth;

  PatternReader(String text, String flags) {
    if (text.length() > LONGEST) {
      throw new Refused("a regular expression is longer than " + LONGEST + " characters");
    }
    if (flags.chars().anyMatch(flag -> FLAGS.indexOf(flag) < 0)) {
      throw new Refused("the flags of a regular expression are " + FLAGS);
    }
    this.text = new PatternText(text, flags.contains("x"));
    this.anyCase = flags.contains("i");
    this.dotIsAll = flags.contains("m") || flags.contains("p");
  }

  PatternTree.Whole whole() {
    PatternTree tree = choice();
    if (!text.atEnd()) {
      throw new Refused("a regular expression closes a group that it did not open");
    }
    return new PatternTree.Whole(tree, names);
  }

  private PatternTree choice() {
    if (++depth > DEEPEST) {
      throw new Refused("a regular expression is nested too deeply");
    }
    List<PatternTree> ways = new ArrayList<>();
    do {
      ways.add(row());
    } while (text.take('|'));
    depth--;
    return ways.size() == 1 ? ways.get(0) : new PatternTree.Choice(List.copyOf(ways));
  }

  private PatternTree row() {
    List<PatternTree> parts = new ArrayList<>();
    while (!text.atEnd() && !text.isNext('|') && !text.isNext(')')) {
      parts.add(repeated(one()));
    }
    return new PatternTree.Row(List.copyOf(parts));
  }

  private PatternTree one() {
    int c = text.next();
    return switch (c) {
      case '(' -> group();
      case '[' -> set(new PatternSet(text).read());
      case '.' -> set(dotIsAll ? any -> true : any -> any != '\n');
      case '^' -> new PatternTree.At(Condition.START);
      case '$' -> new PatternTree.At(Condition.END_OR_LAST_LINE);
      case '\\' -> escape();
      case '*', '+', '?' -> throw new Refused("a regular expression repeats nothing");
      default -> literal(c);
    };
  }

  private PatternTree literal(int c) {
    return new PatternTree.One(Characters.one(c, anyCase));
  }

  private PatternTree set(IntPredicate set) {
    return new PatternTree.One(anyCase ? Characters.anyCase(set) : set);
  }

  private PatternTree escape() {
    int c = text.raw();
    return switch (c) {
      case 'b' -> new PatternTree.At(Condition.WORD_EDGE);
      case 'B' -> new PatternTree.At(Condition.NO_WORD_EDGE);
      case 'A' -> new PatternTree.At(Condition.START);
      case 'z' -> new PatternTree.At(Condition.END);
      case 'Z' -> new PatternTree.At(Condition.END_OR_LAST_LINE);
      default -> {
        IntPredicate set = text.escapedSet(c);
        yield set != null ? set(set) : literal(text.escapedCharacter(c));
      }
    };
  }

  private PatternTree group() {
    boolean outerCase = anyCase;
    boolean outerDot = dotIsAll;
    PatternTree group;
    if (!text.take('?')) {
      group = captured("");
    } else if (text.take(':')) {
      group = choice();
    } else if (text.take('<')) {
      group = captured(text.name());
    } else {
      group = withOptions();
      if (group instanceof PatternTree.Row row && row.parts().isEmpty()) {
        return group;
      }
    }
    if (!text.take(')')) {
      throw new Refused("a regular expression does not close a group");
    }
    anyCase = outerCase;
    dotIsAll = outerDot;
    return group;
  }

  private PatternTree captured(String name) {
    names.add(name);
    int number = names.size();
    if (number > MOST_GROUPS) {
      throw new Refused("a regular expression has more than " + MOST_GROUPS + " groups");
    }
    return new PatternTree.Captured(number, choice());
  }

  /** {@code (?i)} for the rest of the group, {@code (?i:…)} for a group of its own. */
  private PatternTree withOptions() {
    boolean on = true;
    for (int c = text.next(); ; c = text.next()) {
      if (c == 'i') {
        anyCase = on;
      } else if (c == 's') {
        dotIsAll = on;
      } else if (c == '-') {
        on = false;
      } else if (c == ':') {
        PatternTree inner = choice();
        return new PatternTree.Choice(List.of(inner));
      } else if (c == ')') {
        return new PatternTree.Row(List.of());
      } else {
        throw new Refused(
            "looking around, atomic groups and conditions are not available in regular"
                + " expressions here");
      }
    }
  }

  private PatternTree repeated(PatternTree one) {
    int least;
    int most = -1;
    if (text.take('*')) {
      least = 0;
    } else if (text.take('+')) {
      least = 1;
    } else if (text.take('?')) {
      least = 0;
      most = 1;
    } else {
      int[] counts = text.counts();
      if (counts.length == 0) {
        return one;
      }
      least = counts[0];
      most = counts[1];
    }
    if (Math.max(least, most) > MOST_REPEATS || (most >= 0 && most < least)) {
      throw new Refused("a regular expression repeats at most " + MOST_REPEATS + " times");
    }
    boolean greedy = !text.take('?');
    if (text.take('+')) {
      throw new Refused("possessive repeats are not available in regular expressions here");
    }
    return repeated(new PatternTree.Repeated(one, least, most, greedy));
  }
}
