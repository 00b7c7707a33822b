package drawbridge.run.interpreter;

import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads step keys (X4): finds their tasks in a definition, and compares their nesting. */
public final class StepKeys {

  private static final Pattern PART =
      Pattern.compile("\\G(?:/(\\d{1,9})(?:~\\d+)?|\\[\\d+]|@\\d+|\\+|!)");
  private static final String INSIDE = "/[@!";

  private List<Task> tasks;
  private String task = "";
  private String kind = "";
  private Optional<TaskBody> step = Optional.empty();

  private StepKeys(Flow flow) {
    tasks = flow.tasks();
  }

  /**
   * The task of a key.
   *
   * @param kind as in {@link StepRecord#kind}
   */
  public record Named(String task, String kind) {}

  /** Returns the task of a key; empty when the definition has none. */
  public static Optional<Named> find(Definition definition, String key) {
    StepKeys keys = new StepKeys(definition.flow());
    Matcher part = PART.matcher(key);
    int end = 0;
    while (part.find()) {
      end = part.end();
      if (!keys.enter(part)) {
        return Optional.empty();
      }
    }
    return end == key.length() && end > 0
        ? Optional.of(new Named(keys.task, keys.kind))
        : Optional.empty();
  }

  /** Returns whether a key equals the other one, or belongs to a step inside it. */
  public static boolean isWithin(String key, String outer) {
    return key.equals(outer)
        || (key.startsWith(outer) && INSIDE.indexOf(key.charAt(outer.length())) >= 0);
  }

  private boolean enter(Matcher part) {
    if (part.group(1) != null) {
      return enterTask(Integer.parseInt(part.group(1)));
    }
    return switch (part.group().charAt(0)) {
      case '[' -> open(step.map(s -> s instanceof TaskBody.For loop ? loop.flow() : null), kind);
      case '@' ->
          open(step.map(s -> s instanceof TaskBody.Try tried ? tried.flow() : null), "attempt");
      case '!' -> open(step.flatMap(StepKeys::caught), kind);
      default -> {
        kind = "retry";
        tasks = List.of();
        yield true;
      }
    };
  }

  private boolean enterTask(int position) {
    if (position >= tasks.size()) {
      return false;
    }
    Task entered = tasks.get(position);
    task = entered.name();
    kind = TaskRunner.kind(entered.step());
    step = Optional.of(entered.step());
    tasks = List.of();
    if (entered.step() instanceof TaskBody.Do inner) {
      tasks = inner.flow().tasks();
    } else if (entered.step() instanceof TaskBody.Fork fork) {
      tasks = fork.branches();
    }
    return true;
  }

  private boolean open(Optional<Flow> flow, String as) {
    flow.ifPresent(found -> tasks = found.tasks());
    kind = as;
    return flow.isPresent();
  }

  private static Optional<Flow> caught(TaskBody step) {
    return step instanceof TaskBody.Try tried ? tried.caught().flow() : Optional.empty();
  }
}
