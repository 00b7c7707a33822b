package drawbridge.run.interpreter;

import drawbridge.run.journal.StepRecord;
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
  private static final Pattern ATTEMPT = Pattern.compile("@\\d+");
  private static final String INSIDE = "/[@!";

  private StepKeys() {}

  /**
   * The task of a key.
   *
   * @param kind as in {@link StepRecord#kind}
   */
  public record Named(String task, String kind) {}

  /** Returns the task of a key; empty when the definition has none. */
  public static Optional<Named> find(Definition definition, String key) {
    Optional<List<Task>> tasks = Optional.of(definition.flow().tasks());
    Optional<Task> task = Optional.empty();
    String kind = "";
    int end = 0;
    for (Matcher part = PART.matcher(key); tasks.isPresent() && part.find(); end = part.end()) {
      char sign = part.group().charAt(0);
      if (sign == '/') {
        List<Task> siblings = tasks.get();
        int position = Integer.parseInt(part.group(1));
        if (position >= siblings.size()) {
          return Optional.empty();
        }
        task = Optional.of(siblings.get(position));
        kind = siblings.get(position).step().kind();
      } else if (sign == '@' || sign == '+') {
        kind = sign == '@' ? "attempt" : "retry";
      }
      tasks = task.flatMap(entered -> inside(definition, entered, sign));
    }
    String found = kind;
    return tasks.isPresent() && end == key.length()
        ? task.map(it -> new Named(it.name(), found))
        : Optional.empty();
  }

  /** Returns the tasks that a part of a key with that sign enters; empty for an impossible one. */
  private static Optional<List<Task>> inside(Definition definition, Task task, char sign) {
    TaskBody body = task.step();
    if (sign == '/' && body instanceof TaskBody.CallFunction call) {
      return Optional.of(definition.called(task, call).tasks());
    }
    return switch (sign) {
      case '[' ->
          body instanceof TaskBody.For loop ? Optional.of(loop.flow().tasks()) : Optional.empty();
      case '@' ->
          body instanceof TaskBody.Try tried ? Optional.of(tried.flow().tasks()) : Optional.empty();
      case '!' ->
          body instanceof TaskBody.Try tried
              ? tried.caught().flow().map(Flow::tasks)
              : Optional.empty();
      case '/' ->
          Optional.of(
              body instanceof TaskBody.Do inner
                  ? inner.flow().tasks()
                  : body instanceof TaskBody.Fork fork ? fork.branches() : List.of());
      default -> Optional.of(List.of());
    };
  }

  /** Returns the place and iteration of a key, which all attempts of a task share. */
  static String withoutAttempts(String key) {
    return ATTEMPT.matcher(key).replaceAll("");
  }

  /** Returns whether a key equals the other one, or belongs to a step inside it. */
  public static boolean isWithin(String key, String outer) {
    return key.equals(outer)
        || (key.startsWith(outer) && INSIDE.indexOf(key.charAt(outer.length())) >= 0);
  }
}
