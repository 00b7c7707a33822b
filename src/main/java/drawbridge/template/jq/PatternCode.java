package drawbridge.template.jq;

import drawbridge.template.jq.Pattern.Instruction;
import drawbridge.template.jq.Pattern.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a regular expression into instructions, of which there may be so many. */
final class PatternCode {

  private static final int MOST = 2_000;

  private final List<Instruction> code = new ArrayList<>();
  private int visits;

  private PatternCode() {}

  static Pattern of(PatternTree.Whole whole, String flags) {
    PatternCode code = new PatternCode();
    code.save(0);
    code.write(whole.tree());
    code.save(1);
    code.add(Kind.MATCH, 0, 0);
    List<@Nullable String> names = new ArrayList<>();
    whole.names().forEach(name -> names.add(name.isEmpty() ? null : name));
    return new Pattern(List.copyOf(code.code), names, flags.contains("n"));
  }

  private void write(PatternTree tree) {
    if (++visits > MOST || code.size() > MOST) {
      throw new Refused("a regular expression is too large");
    }
    if (tree instanceof PatternTree.One one) {
      code.add(new Instruction(Kind.CHARACTER, code.size() + 1, 0, one.set(), null));
    } else if (tree instanceof PatternTree.At at) {
      code.add(new Instruction(Kind.ASSERT, code.size() + 1, 0, null, at.condition()));
    } else if (tree instanceof PatternTree.Row row) {
      row.parts().forEach(this::write);
    } else if (tree instanceof PatternTree.Choice choice) {
      choice(choice.ways());
    } else if (tree instanceof PatternTree.Captured group) {
      save(2 * group.number());
      write(group.inner());
      save(2 * group.number() + 1);
    } else if (tree instanceof PatternTree.Repeated repeated) {
      repeat(repeated);
    }
  }

  private void save(int slot) {
    add(Kind.SAVE, code.size() + 1, slot);
  }

  private int add(Kind kind, int first, int second) {
    code.add(new Instruction(kind, first, second, null, null));
    return code.size() - 1;
  }

  /** A fork with one way only is a jump. */
  private void jump(int at, int to) {
    code.set(at, new Instruction(Kind.FORK, to, to, null, null));
  }

  private void choice(List<PatternTree> ways) {
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < ways.size() - 1; i++) {
      int fork = add(Kind.FORK, 0, 0);
      write(ways.get(i));
      ends.add(add(Kind.FORK, 0, 0));
      code.set(fork, new Instruction(Kind.FORK, fork + 1, code.size(), null, null));
    }
    write(ways.get(ways.size() - 1));
    ends.forEach(end -> jump(end, code.size()));
  }

  private void repeat(PatternTree.Repeated repeated) {
    for (int i = 0; i < repeated.least(); i++) {
      write(repeated.inner());
    }
    if (repeated.most() < 0) {
      int fork = add(Kind.FORK, 0, 0);
      write(repeated.inner());
      jump(add(Kind.FORK, 0, 0), fork);
      fork(fork, code.size(), repeated.greedy());
      return;
    }
    List<Integer> forks = new ArrayList<>();
    for (int i = repeated.least(); i < repeated.most(); i++) {
      forks.add(add(Kind.FORK, 0, 0));
      write(repeated.inner());
    }
    forks.forEach(fork -> fork(fork, code.size(), repeated.greedy()));
  }

  private void fork(int at, int past, boolean greedy) {
    code.set(
        at, new Instruction(Kind.FORK, greedy ? at + 1 : past, greedy ? past : at + 1, null, null));
  }
}
