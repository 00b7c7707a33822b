package drawbridge.expression.jq.regex;

import drawbridge.expression.jq.regex.RegexNode.Place;
import drawbridge.expression.jq.value.RefusedProgram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a regular expression of jq: Oniguruma's syntax of Perl. What cannot be matched in bounded
 * time is refused by name.
 */
final class RegexParser {

  private static final int MAX_GROUPS = 50;
  private static final int MAX_REPEATS = 1_000;
  private static final int MAX_DEPTH = 100;
  private static final int MOST_REPEATED = 10;

  private static final Pattern COUNTS = Pattern.compile("\\{(\\d{1,6})(,?)(\\d{0,6})}");
  private static final Pattern NAMED = Pattern.compile("\\?<([\\p{L}_][\\p{L}\\p{Nd}_]{0,60})>");
  private static final Pattern CHANGE = Pattern.compile("\\(\\?([imsx]*)(?:-([imsx]+))?\\)");
  private static final Pattern SCOPED = Pattern.compile("\\?([imsx]*)(?:-([imsx]+))?:");
  private static final Pattern LOOK = Pattern.compile("\\?(<?)([=!])");

  private final RegexText text;
  private final RegexChars chars;
  private final List<@Nullable String> names = new ArrayList<>();
  private int depth;

  private RegexParser(RegexText text) {
    this.text = text;
    this.chars = new RegexChars(text);
  }

  /**
   * A regular expression that was read.
   *
   * @param names the names of its groups in order; null for a group without one
   */
  record Parsed(RegexNode node, List<@Nullable String> names) {}

  /** How the characters of a group are read. */
  private record Options(
      boolean ignoresCase, boolean isDotAll, boolean hasLines, boolean isExtended) {

    /** Returns the options after a change: letters that are added and removed. */
    Options with(Matcher change) {
      return new Options(
          is('i', ignoresCase, change),
          is('s', isDotAll, change),
          is('m', hasLines, change),
          is('x', isExtended, change));
    }

    private static boolean is(char letter, boolean was, Matcher change) {
      boolean isRemoved = change.group(2) != null && change.group(2).indexOf(letter) >= 0;
      return !isRemoved && (was || change.group(1).indexOf(letter) >= 0);
    }
  }

  /**
   * Reads an expression.
   *
   * @param flags as in jq
   * @throws RefusedProgram names the fault
   */
  static Parsed read(RegexText text, String flags) {
    RegexParser parser = new RegexParser(text);
    boolean isDotAll = flags.contains("m") || flags.contains("p");
    Options options = new Options(flags.contains("i"), isDotAll, false, flags.contains("x"));
    RegexNode node = parser.choice(options);
    if (!parser.text.atEnd()) {
      throw new RefusedProgram("a regular expression closes a group that it did not open");
    }
    return new Parsed(node, Collections.unmodifiableList(parser.names));
  }

  /** Reads up to the end of the group; options that are set inside hold up to there. */
  private RegexNode choice(Options given) {
    Options options = given;
    List<RegexNode> choices = new ArrayList<>();
    List<RegexNode> parts = new ArrayList<>();
    text.skip(options.isExtended);
    while (!text.atEnd() && !text.looksAt(")")) {
      Matcher change = text.take(CHANGE);
      if (change != null) {
        options = options.with(change);
      } else if (text.take("|")) {
        choices.add(new RegexNode.Sequence(List.copyOf(parts)));
        parts.clear();
      } else {
        parts.add(repeated(piece(options), options));
      }
      text.skip(options.isExtended);
    }
    choices.add(new RegexNode.Sequence(parts));
    return choices.size() == 1 ? choices.get(0) : new RegexNode.Choice(choices);
  }

  private RegexNode piece(Options options) {
    if (counts() != null) {
      throw new RefusedProgram("a regular expression repeats nothing; write \\ before * + ? {");
    }
    int point = text.next();
    return switch (point) {
      case '(' -> group(options);
      case '[' -> new RegexNode.Chars(chars.set(options.ignoresCase));
      case '\\' -> escaped(text.next(), options);
      case '.' -> new RegexNode.Chars(options.isDotAll ? c -> true : c -> c != '\n');
      case '^' -> new RegexNode.Anchor(options.hasLines ? Place.LINE_BEGIN : Place.TEXT_BEGIN);
      case '$' ->
          new RegexNode.Anchor(
              options.hasLines
                  ? Place.LINE_END
                  : text.isScript() ? Place.TEXT_END : Place.LAST_LINE_END);
      default -> new RegexNode.Chars(RegexChars.one(point, options.ignoresCase));
    };
  }

  private RegexNode escaped(int letter, Options options) {
    boolean isScript = text.isScript();
    return switch (isScript && letter == 'Z' ? 0 : letter) {
      case 'A' -> new RegexNode.Anchor(Place.TEXT_BEGIN);
      case 'z' -> new RegexNode.Anchor(Place.TEXT_END);
      case 'Z' -> new RegexNode.Anchor(Place.LAST_LINE_END);
      case 'b' -> new RegexNode.Anchor(isScript ? Place.SCRIPT_BOUNDARY : Place.BOUNDARY);
      case 'B' -> new RegexNode.Anchor(isScript ? Place.NO_SCRIPT_BOUNDARY : Place.NO_BOUNDARY);
      default -> new RegexNode.Chars(chars.escaped(letter, options.ignoresCase));
    };
  }

  /** Reads a group after its opening parenthesis. */
  private RegexNode group(Options options) {
    if (++depth > MAX_DEPTH) {
      throw new RefusedProgram("a regular expression is nested too deeply");
    }
    Matcher named = text.take(NAMED);
    Matcher scoped = named == null ? text.take(SCOPED) : null;
    boolean mayLook = named == null && scoped == null && !text.isScript();
    Matcher look = mayLook ? text.take(LOOK) : null; // users of scripts charge for each character
    if (named == null && scoped == null && look == null && text.looksAt("?")) {
      throw new RefusedProgram(
          (text.isScript() ? "looking around, " : "")
              + "atomic groups and conditions are not available"
              + CharSets.HERE);
    }
    int number = named != null || (scoped == null && look == null) ? number(named) : 0;
    RegexNode body = choice(scoped == null ? options : options.with(scoped));
    if (!text.take(")")) {
      throw new RefusedProgram("a regular expression does not close a group");
    }
    depth--;
    if (look != null) {
      return look(body, look);
    }
    return number == 0 ? body : new RegexNode.Capture(body, number);
  }

  private int number(@Nullable Matcher named) {
    names.add(named == null ? null : named.group(1));
    if (names.size() > MAX_GROUPS) {
      throw new RefusedProgram("a regular expression has more than " + MAX_GROUPS + " groups");
    }
    return names.size();
  }

  private static RegexNode look(RegexNode body, Matcher look) {
    boolean isAhead = look.group(1).isEmpty();
    if (!isAhead && body.most() >= RegexNode.ENDLESS) {
      throw new RefusedProgram("looking back without a limit is not available" + CharSets.HERE);
    }
    return new RegexNode.Look(body, isAhead, look.group(2).equals("!"));
  }

  /** Reads the repeats of a part: {@code *}, {@code +}, {@code ?} and counts in braces. */
  private RegexNode repeated(RegexNode given, Options options) {
    RegexNode part = given;
    for (int i = 0; i <= MOST_REPEATED; i++) {
      text.skip(options.isExtended);
      long[] counts = counts();
      if (counts == null) {
        return part;
      }
      part = repeated(part, counts);
    }
    throw new RefusedProgram("a regular expression repeats a part more than 10 times over");
  }

  private RegexNode repeated(RegexNode part, long[] counts) {
    if (part instanceof RegexNode.Anchor || part instanceof RegexNode.Look) {
      throw new RefusedProgram("a regular expression repeats a place without characters");
    }
    boolean isLazy = text.take("?");
    if (text.looksAt("+")) {
      throw new RefusedProgram("possessive repeats are not available" + CharSets.HERE);
    }
    return new RegexNode.Repeat(part, counts[0], counts[1], isLazy);
  }

  /** Reads the fewest and the most times; null when nothing is repeated. */
  private long @Nullable [] counts() {
    Matcher braces = text.take(COUNTS);
    if (braces == null) {
      boolean isStar = text.take("*");
      boolean isPlus = !isStar && text.take("+");
      boolean isRepeated = isStar || isPlus || text.take("?");
      long to = isStar || isPlus ? RegexNode.ENDLESS : 1;
      return isRepeated ? new long[] {isPlus ? 1 : 0, to} : null;
    }
    String most = braces.group(3);
    long from = Long.parseLong(braces.group(1));
    long to = most.isEmpty() ? from : Long.parseLong(most);
    if (Math.max(from, to) > MAX_REPEATS || to < from) {
      throw new RefusedProgram("a regular expression repeats at most " + MAX_REPEATS + " times");
    }
    boolean isEndless = most.isEmpty() && !braces.group(2).isEmpty();
    return new long[] {from, isEndless ? RegexNode.ENDLESS : to};
  }
}
