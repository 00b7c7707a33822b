package drawbridge.workflow.definition.task;

import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Compiles lists of named tasks and the targets of {@code then} (X8). */
public record Flows(TaskCompiler tasks) {

  /** The names of a flow's tasks with their indexes, and the depth of the flow. */
  record Siblings(Map<String, Integer> names, int depth) {

    /** Compiles {@code then}; an unknown target is a fault. */
    Next next(DefinitionNode then) {
      String target = then.literal("continue, exit, end or the name of a task of the same flow");
      return switch (target) {
        case "continue" -> Next.CONTINUE;
        case "exit" -> new Next.Exit();
        case "end" -> new Next.End();
        default -> to(target, then);
      };
    }

    private Next to(String target, DefinitionNode then) {
      Integer position = names.get(target);
      if (position == null && then.isText()) {
        then.fault(
            "this flow has no task `" + target + "`; name a task of it, or continue, exit or end");
      }
      return position == null ? Next.CONTINUE : new Next.To(position);
    }
  }

  /** A task with its name, before compilation. */
  private record Named(String name, DefinitionNode body) {}

  private static final Set<String> DIRECTIVES = Set.of("continue", "exit", "end");
  private static final int LONGEST_NAME = 255;
  private static final String ITEM = "an object with one member: the task's name";

  /**
   * Compiles a flow.
   *
   * @param depth number of the tasks that contain it
   */
  public Flow flow(DefinitionNode list, int depth) {
    List<Named> named = named(list);
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < named.size(); i++) {
      names.putIfAbsent(named.get(i).name(), i);
    }
    return new Flow(compile(named, new Siblings(names, depth + 1)));
  }

  /**
   * Compiles the branches of a fork. They do not follow each other, so {@code then} has no targets.
   */
  List<Task> branches(DefinitionNode list, int depth) {
    return compile(named(list), new Siblings(Map.of(), depth + 1));
  }

  private List<Task> compile(List<Named> named, Siblings siblings) {
    List<Task> compiled = new ArrayList<>(named.size());
    for (Named task : named) {
      compiled.add(tasks.compile(task.name(), compiled.size(), task.body(), siblings));
    }
    return compiled;
  }

  private static List<Named> named(DefinitionNode list) {
    List<Named> tasks = new ArrayList<>();
    Map<String, DefinitionNode> seen = new HashMap<>();
    for (DefinitionNode item : list.elements("a list of tasks, each an object with its name")) {
      single(item, ITEM, (name, body) -> tasks.add(new Named(name, body)));
    }
    for (Named task : tasks) {
      if (seen.putIfAbsent(task.name(), task.body()) != null) {
        task.body().fault("this flow has another task `" + task.name() + "`; rename one");
      }
      if (DIRECTIVES.contains(task.name()) || task.name().isBlank()) {
        task.body()
            .fault("a task must not have the name `" + task.name() + "`; choose another one");
      }
      if (task.name().length() > LONGEST_NAME) {
        task.body().fault("a task's name has at most " + LONGEST_NAME + " characters");
      }
    }
    return tasks;
  }

  /** Passes on the only member of an object; another number of members is a fault. */
  static void single(DefinitionNode item, String what, BiConsumer<String, DefinitionNode> member) {
    item.members(what);
    if (item.isObject() && item.json().size() != 1) {
      item.fault("must be " + what + "; here are " + item.json().size() + " members");
    }
    item.forEachMember(member);
  }
}
