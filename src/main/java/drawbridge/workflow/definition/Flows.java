package drawbridge.workflow.definition;

import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Lists of named tasks, and where a task of them may go next (X8). */
final class Flows {

  /** The flow that a task stands in: its names with their indexes, and how deep it is. */
  record Siblings(Map<String, Integer> names, int depth) {

    /** {@code then}; to nowhere is a fault. */
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
        then.fault("no task of this flow is called `" + target + "`; or say continue, exit or end");
      }
      return position == null ? Next.CONTINUE : new Next.To(position);
    }
  }

  /** A task with its name, before it is compiled. */
  private record Named(String name, DefinitionNode body) {}

  private static final Set<String> DIRECTIVES = Set.of("continue", "exit", "end");
  private static final int LONGEST_NAME = 255;
  private static final String ITEM = "an object with one member: the task's name";

  private final TaskCompiler tasks;

  Flows(TaskCompiler tasks) {
    this.tasks = tasks;
  }

  /** A flow; {@code depth} counts the tasks around it. */
  Flow flow(DefinitionNode list, int depth) {
    List<Named> named = named(list);
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < named.size(); i++) {
      names.putIfAbsent(named.get(i).name(), i);
    }
    return new Flow(compile(named, new Siblings(names, depth + 1)));
  }

  /** The branches of a fork: tasks that do not follow each other, so none can go to another. */
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
        task.body().fault("this flow has another task called `" + task.name() + "`; rename one");
      }
      if (DIRECTIVES.contains(task.name()) || task.name().isBlank()) {
        task.body().fault("a task cannot be called `" + task.name() + "`; choose another name");
      }
      if (task.name().length() > LONGEST_NAME) {
        task.body().fault("a task's name has at most " + LONGEST_NAME + " characters");
      }
    }
    return tasks;
  }

  /** Hands over the one member of a list's object; another number of members is a fault. */
  static void single(DefinitionNode item, String what, BiConsumer<String, DefinitionNode> member) {
    item.members(what);
    if (item.isObject() && item.json().size() != 1) {
      item.fault("needed is " + what + "; here are " + item.json().size() + " members");
    }
    for (Iterator<String> names = item.json().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      member.accept(name, item.member(name));
    }
  }
}
