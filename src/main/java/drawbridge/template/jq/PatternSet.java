package drawbridge.template.jq;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Reads what stands in square brackets, the opening one already taken. */
final class PatternSet {

  private final PatternText text;

  PatternSet(PatternText text) {
    this.text = text;
  }

  IntPredicate read() {
    boolean negated = text.looksAt("^");
    if (negated) {
      text.raw();
    }
    IntPredicate set = c -> false;
    boolean first = true;
    while (first || !text.looksAt("]")) {
      if (text.looksAt("&&")) {
        throw new Refused("&& is not available in regular expressions here");
      }
      set = set.or(item());
      first = false;
    }
    text.raw();
    return negated ? set.negate() : set;
  }

  private IntPredicate item() {
    int c = text.raw();
    if (c == '[') {
      return bracket();
    }
    int low = c;
    if (c == '\\') {
      int letter = text.raw();
      @Nullable IntPredicate set = letter == 'b' ? null : text.escapedSet(letter);
      if (set != null) {
        return set;
      }
      low = letter == 'b' ? '\b' : text.escapedCharacter(letter);
    }
    return text.looksAt("-") && !text.looksAt("-]") ? range(low) : Characters.one(low, false);
  }

  private IntPredicate range(int low) {
    text.raw();
    int c = text.raw();
    int high = c == '\\' ? text.escapedCharacter(text.raw()) : c;
    if (high < low) {
      throw new Refused("a regular expression has a range from high to low");
    }
    return c2 -> c2 >= low && c2 <= high;
  }

  private IntPredicate bracket() {
    if (!text.looksAt(":")) {
      throw new Refused("sets in sets are not available in regular expressions here; write \\[");
    }
    String name = text.posixName();
    return name.startsWith("^")
        ? Characters.named(name.substring(1)).negate()
        : Characters.named(name);
  }
}
