package drawbridge.run.dryrun;

import drawbridge.run.interpreter.StepKeys;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The tasks of a definition that contain no other tasks, in the order of the text. */
final class Outline {

  /** Parts of a key that number the iterations, attempts and laps of a task. */
  private static final Pattern AGAIN = Pattern.compile("\\[\\d+\\]|@\\d+\\+?|~\\d+");

  /**
   * A task.
   *
   * @param key in the journal, without iterations and attempts
   */
  record Entry(String key, String task, String kind) {}

  private Outline() {}

  static List<Entry> of(Flow flow) {
    List<Entry> entries = new ArrayList<>();
    add(entries, flow, "");
    return entries;
  }

  /** Returns the key of a journal record without iterations and attempts. */
  static String keyOf(String journalKey) {
    return AGAIN.matcher(journalKey).replaceAll("");
  }

  private static void add(List<Entry> entries, Flow flow, String prefix) {
    flow.tasks().forEach(task -> add(entries, task, prefix + "/" + task.position()));
  }

  private static void add(List<Entry> entries, Task task, String key) {
    TaskBody step = task.step();
    if (step instanceof TaskBody.Do inner) {
      add(entries, inner.flow(), key);
    } else if (step instanceof TaskBody.For loop) {
      add(entries, loop.flow(), key);
    } else if (step instanceof TaskBody.Try attempted) {
      add(entries, attempted.flow(), key);
      attempted.caught().flow().ifPresent(flow -> add(entries, flow, key + "!"));
    } else if (step instanceof TaskBody.Fork fork) {
      for (int index = 0; index < fork.branches().size(); index++) {
        add(entries, fork.branches().get(index), key + "/" + index);
      }
    } else {
      entries.add(new Entry(key, task.name(), StepKeys.kind(step)));
    }
  }
}
