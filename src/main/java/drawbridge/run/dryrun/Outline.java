package drawbridge.run.dryrun;

import drawbridge.workflow.model.Definition;
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

  private final Definition definition;
  private final List<Entry> entries = new ArrayList<>();

  private Outline(Definition definition) {
    this.definition = definition;
  }

  /** Returns the tasks, those of a function once for each call. */
  static List<Entry> of(Definition definition) {
    Outline outline = new Outline(definition);
    outline.add(definition.flow(), "");
    return outline.entries;
  }

  /** Returns the key of a journal record without iterations and attempts. */
  static String keyOf(String journalKey) {
    return AGAIN.matcher(journalKey).replaceAll("");
  }

  private void add(Flow flow, String prefix) {
    flow.tasks().forEach(task -> add(task, prefix + "/" + task.position()));
  }

  private void add(Task task, String key) {
    TaskBody step = task.step();
    if (step instanceof TaskBody.Do inner) {
      add(inner.flow(), key);
    } else if (step instanceof TaskBody.CallFunction call) {
      add(definition.called(task, call), key);
    } else if (step instanceof TaskBody.For loop) {
      add(loop.flow(), key);
    } else if (step instanceof TaskBody.Try attempted) {
      add(attempted.flow(), key);
      attempted.caught().flow().ifPresent(flow -> add(flow, key + "!"));
    } else if (step instanceof TaskBody.Fork fork) {
      for (int index = 0; index < fork.branches().size(); index++) {
        add(fork.branches().get(index), key + "/" + index);
      }
    } else {
      entries.add(new Entry(key, task.name(), step.kind()));
    }
  }
}
