package drawbridge.expression.jq.regex;

import drawbridge.expression.jq.value.RefusedProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Writes the steps by which {@link RegexMatcher} finds a regular expression. */
final class RegexCode {

  private static final int LARGEST = 4_000;

  /** A step of a match; the one after it follows unless another is named. */
  sealed interface Step {}

  /** Takes one character of the set. */
  record Take(IntPredicate set) implements Step {}

  /** Keeps the place as begin or end of a group. */
  record Save(int slot) implements Step {}

  /**
   * Goes on at two steps; the first one counts more.
   *
   * @param isLoop whether the first one repeats what came before
   */
  record Split(int first, int second, boolean isLoop) implements Step {}

  /** Goes on at such a place only. */
  record Check(RegexNode.Place place) implements Step {}

  /** Goes on at {@code next} if the steps after this one match ahead or back, or if they do not. */
  record Look(RegexNode.Look look, int next) implements Step {}

  /** The end of a match. */
  record Match() implements Step {}

  private final List<Step> steps = new ArrayList<>();

  /** The steps, and the parts without any; repeats multiply both. */
  private int size;

  private RegexCode() {}

  /**
   * Returns the steps of an expression.
   *
   * @throws RefusedProgram when there are too many
   */
  static List<Step> of(RegexNode node) {
    RegexCode code = new RegexCode();
    code.write(node);
    code.add(new Match());
    return List.copyOf(code.steps);
  }

  /** Returns the index of the step, which may be set later. */
  private int add(Step step) {
    steps.add(step);
    return steps.size() - 1;
  }

  private void write(RegexNode node) {
    if (++size > LARGEST) {
      throw new RefusedProgram("a regular expression is too large");
    }
    if (node instanceof RegexNode.Chars chars) {
      add(new Take(chars.set()));
    } else if (node instanceof RegexNode.Anchor anchor) {
      add(new Check(anchor.place()));
    } else if (node instanceof RegexNode.Capture group) {
      add(new Save(2 * group.number()));
      write(group.body());
      add(new Save(2 * group.number() + 1));
    } else if (node instanceof RegexNode.Sequence sequence) {
      sequence.parts().forEach(this::write);
    } else if (node instanceof RegexNode.Choice choice) {
      choice(choice.parts());
    } else if (node instanceof RegexNode.Repeat repeat) {
      repeat(repeat);
    } else if (node instanceof RegexNode.Look look) {
      int at = add(new Match());
      write(look.body());
      add(new Match());
      steps.set(at, new Look(look, steps.size()));
    }
  }

  private void choice(List<RegexNode> parts) {
    List<Integer> ends = new ArrayList<>();
    for (RegexNode part : parts.subList(0, parts.size() - 1)) {
      int split = add(new Match());
      write(part);
      ends.add(add(new Match()));
      steps.set(split, new Split(split + 1, steps.size(), false));
    }
    write(parts.get(parts.size() - 1));
    ends.forEach(end -> steps.set(end, new Split(steps.size(), steps.size(), false)));
  }

  private void repeat(RegexNode.Repeat repeat) {
    boolean isEndless = repeat.to() == RegexNode.ENDLESS;
    List<Integer> exits = new ArrayList<>();
    int last = steps.size();
    for (long i = 0; i < (isEndless ? Math.max(1, repeat.from()) : repeat.to()); i++) {
      if (i >= repeat.from()) {
        exits.add(add(new Match()));
      }
      last = steps.size();
      write(repeat.body());
    }
    if (isEndless) {
      int end = steps.size() + 1;
      add(repeat.isLazy() ? new Split(end, last, false) : new Split(last, end, true));
    }
    for (int exit : exits) {
      int more = exit + 1;
      int end = steps.size();
      steps.set(exit, repeat.isLazy() ? new Split(end, more, false) : new Split(more, end, false));
    }
  }
}
