package drawbridge.workflow.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ways in which a value can fit schemas. Each takes one branch of every {@code anyOf}, {@code
 * oneOf} and {@code if}, and has all schemas that apply then, with those of {@code allOf} and of
 * references.
 */
final class Alternatives {

  private static final int MOST = 16;
  private static final int MOST_PARTS = 500;

  private final SampleWriter writer;
  private final List<List<Part>> found = new ArrayList<>();

  Alternatives(SampleWriter writer) {
    this.writer = writer;
  }

  /** Returns the alternatives, those of the first branches first; none when no value can fit. */
  List<List<Part>> of(List<Part> parts) {
    expand(List.of(), parts);
    return found;
  }

  /**
   * @param before the schemas that apply, and whose references and branches were followed
   * @param pending more schemas that apply
   */
  private void expand(List<Part> before, List<Part> pending) {
    List<Part> applied = new ArrayList<>(before);
    List<Part> open = new ArrayList<>(pending);
    while (!open.isEmpty()) {
      Part next = open.remove(0);
      writer.work(1L + applied.size());
      if (next.isFalse() || applied.size() > MOST_PARTS || found.size() == MOST) {
        return;
      }
      if (isNew(next, applied)) {
        applied.add(next);
        List<Optional<Part>> targets = next.references().of(next.schema());
        if (targets.contains(Optional.<Part>empty())) {
          return;
        }
        targets.forEach(target -> open.add(target.orElseThrow()));
        next.get("allOf").forEach(each -> open.add(next.with(each)));
        List<List<List<Part>>> forks = forks(next);
        if (!forks.isEmpty()) {
          choose(applied, open, forks);
          return;
        }
      }
    }
    found.add(applied);
  }

  /** A schema that applies twice adds nothing; so a cycle of references ends. */
  @SuppressWarnings("ReferenceEquality") // equal schemas elsewhere have other references
  private static boolean isNew(Part part, List<Part> applied) {
    return part.schema().isObject()
        && applied.stream().noneMatch(it -> it.schema() == part.schema());
  }

  /** Expands each combination of the branches of forks. */
  private void choose(List<Part> applied, List<Part> open, List<List<List<Part>>> forks) {
    if (forks.isEmpty()) {
      expand(applied, open);
      return;
    }
    for (List<Part> branch : forks.get(0)) {
      List<Part> with = new ArrayList<>(open);
      with.addAll(branch);
      choose(applied, with, forks.subList(1, forks.size()));
    }
  }

  /** Returns the forks of a schema: each is a list of branches, and a branch a list of schemas. */
  private static List<List<List<Part>>> forks(Part part) {
    List<List<List<Part>>> forks = new ArrayList<>();
    for (String keyword : List.of("anyOf", "oneOf")) {
      if (part.get(keyword).isArray()) {
        forks.add(part.get(keyword).valueStream().map(it -> List.of(part.with(it))).toList());
      }
    }
    if (part.has("if")) {
      List<Part> then = new ArrayList<>(List.of(part.with(part.get("if"))));
      if (part.has("then")) {
        then.add(part.with(part.get("then")));
      }
      List<Part> otherwise = part.has("else") ? List.of(part.with(part.get("else"))) : List.of();
      forks.add(List.of(then, otherwise));
    }
    return forks;
  }
}
