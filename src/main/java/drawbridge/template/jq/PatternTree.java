package drawbridge.template.jq;

import drawbridge.template.jq.Pattern.Condition;
import java.util.List;
import java.util.function.IntPredicate;

/** A regular expression as it was read. */
sealed interface PatternTree {

  record One(IntPredicate set) implements PatternTree {}

  record At(Condition condition) implements PatternTree {}

  record Row(List<PatternTree> parts) implements PatternTree {}

  record Choice(List<PatternTree> ways) implements PatternTree {}

  /** A group that is captured, by its number. */
  record Captured(int number, PatternTree inner) implements PatternTree {}

  /** At most is -1 where there is no most. */
  record Repeated(PatternTree inner, int least, int most, boolean greedy) implements PatternTree {}

  /** With the names of its groups in order; the empty text for a group without. */
  record Whole(PatternTree tree, List<String> names) {}
}
