package drawbridge.template.jq;

import drawbridge.template.jq.Pattern.Instruction;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One search: all ways to match, in order of preference, one character after the other. */
final class PatternRun {

  private final Pattern pattern;
  private final List<Instruction> code;
  private final int[] text;
  private final Budget budget;
  private final int[] seen;
  private int generation;

  private Ways now;
  private Ways next;

  /** The ways that are still open before one character. */
  private static final class Ways {
    private final int[] at;
    private final int[][] saved;
    private int count;

    Ways(int size) {
      at = new int[size];
      saved = new int[size][];
    }

    void add(int instruction, int[] slots) {
      at[count] = instruction;
      saved[count++] = slots;
    }
  }

  PatternRun(Pattern pattern, int[] text, Budget budget) {
    this.pattern = pattern;
    this.code = pattern.code();
    this.text = text;
    this.budget = budget;
    this.seen = new int[code.size()];
    this.now = new Ways(code.size());
    this.next = new Ways(code.size());
  }

  /**
   * The first match from there on: begin and end of the whole and of each group, or -1; or null.
   */
  int @Nullable [] find(int from) {
    int[] found = null;
    now.count = 0;
    next.count = 0;
    for (int at = from; at <= text.length; at++) {
      budget.work(2 + now.count);
      if (found == null) {
        openFrom(at);
      }
      if (now.count == 0 && found != null) {
        return found;
      }
      int[] better = advance(at);
      found = better == null ? found : better;
      Ways done = now;
      now = next;
      next = done;
      next.count = 0;
    }
    return found;
  }

  /** The way that begins here comes after all that began before. */
  private void openFrom(int at) {
    generation++;
    for (int i = 0; i < now.count; i++) {
      seen[now.at[i]] = generation;
    }
    int[] slots = new int[2 * pattern.groups() + 2];
    Arrays.fill(slots, -1);
    open(now, 0, at, slots);
  }

  private int @Nullable [] advance(int at) {
    generation++;
    for (int i = 0; i < now.count; i++) {
      Instruction instruction = code.get(now.at[i]);
      if (instruction.kind() == Pattern.Kind.MATCH) {
        if (!pattern.skipsEmpty() || now.saved[i][1] > now.saved[i][0]) {
          return now.saved[i];
        }
      } else if (at < text.length
          && instruction.character() != null
          && instruction.character().test(text[at])) {
        open(next, instruction.first(), at + 1, now.saved[i]);
      }
    }
    return null;
  }

  /** Follows what takes no character; each instruction once for each place in the text. */
  private void open(Ways ways, int instruction, int at, int[] slots) {
    if (seen[instruction] == generation) {
      return;
    }
    seen[instruction] = generation;
    budget.work(1);
    Instruction here = code.get(instruction);
    switch (here.kind()) {
      case CHARACTER, MATCH -> ways.add(instruction, slots);
      case SAVE -> {
        int[] changed = slots.clone();
        budget.work(1 + slots.length / 8);
        changed[here.second()] = at;
        open(ways, here.first(), at, changed);
      }
      case ASSERT -> {
        if (here.condition() != null && here.condition().holds(text, at)) {
          open(ways, here.first(), at, slots);
        }
      }
      case FORK -> {
        open(ways, here.first(), at, slots);
        open(ways, here.second(), at, slots);
      }
    }
  }
}
