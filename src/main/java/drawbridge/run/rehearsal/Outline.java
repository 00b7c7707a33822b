package drawbridge.run.rehearsal;

import drawbridge.workflow.step.Flow;
import drawbridge.workflow.step.Step;
import drawbridge.workflow.step.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The tasks of a definition that do something themselves, in the order of the text. */
final class Outline {

  /** Iterations, attempts and laps: the same task again. */
  private static final Pattern AGAIN = Pattern.compile("\\[\\d+\\]|@\\d+\\+?|~\\d+");

  /**
   * A task.
   *
   * @param key as in a journal, without iterations and attempts
   */
  record Entry(String key, String task, String kind) {}

  private final List<Entry> entries = new ArrayList<>();

  private Outline() {}

  static List<Entry> of(Flow flow) {
    Outline outline = new Outline();
    outline.add(flow, "");
    return outline.entries;
  }

  /** The key of the task whose record this is. */
  static String place(String journalKey) {
    return AGAIN.matcher(journalKey).replaceAll("");
  }

  private void add(Flow flow, String prefix) {
    for (Task task : flow.tasks()) {
      add(task, prefix + "/" + task.position());
    }
  }

  private void add(Task task, String key) {
    Step step = task.step();
    if (step instanceof Step.Do inner) {
      add(inner.flow(), key);
    } else if (step instanceof Step.For loop) {
      add(loop.flow(), key);
    } else if (step instanceof Step.Try attempted) {
      add(attempted.flow(), key);
      attempted.caught().flow().ifPresent(flow -> add(flow, key + "!"));
    } else if (step instanceof Step.Fork fork) {
      for (int index = 0; index < fork.branches().size(); index++) {
        add(fork.branches().get(index), key + "/" + index);
      }
    } else {
      entries.add(new Entry(key, task.name(), kind(step)));
    }
  }

  private static String kind(Step step) {
    if (step instanceof Step.CallHttp) {
      return "call";
    }
    return step instanceof Step.RunWorkflow
        ? "run"
        : step.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
