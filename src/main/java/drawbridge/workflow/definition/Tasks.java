package drawbridge.workflow.definition;

import drawbridge.expression.Value;
import drawbridge.platform.Json;
import drawbridge.workflow.definition.Flows.Siblings;
import drawbridge.workflow.step.Next;
import drawbridge.workflow.step.Step;
import drawbridge.workflow.step.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One task: first its kind, by its keyword; then the members of that kind and of all kinds. */
final class Tasks {

  private static final List<String> KINDS =
      List.of("set", "switch", "do", "for", "fork", "try", "wait", "raise", "call", "run");
  private static final List<String> REFUSED = List.of("emit", "listen");
  private static final Step STAND_IN = new Step.Set(scope -> Json.object());

  private final Bench bench;
  private final Components components;
  private final PlainTasks plain;
  private final NestedTasks nested;
  private final Calls calls;

  Tasks(Bench bench, Components components) {
    this.bench = bench;
    this.components = components;
    this.plain = new PlainTasks(bench, components);
    this.nested = new NestedTasks(bench, components, new Flows(this));
    this.calls = new Calls(bench, components);
  }

  Task compile(String name, int position, Node body, Siblings siblings) {
    Members members = body.members("a task: an object with one of " + String.join(", ", KINDS));
    Optional<String> kind = kind(members);
    if (!bench.admits(body, siblings.depth())) {
      kind = Optional.empty();
    }
    Step step = kind.map(k -> step(k, members, siblings)).orElse(STAND_IN);
    Task task =
        new Task(
            name,
            position,
            body.pointer(),
            members.find("if").map(bench::condition),
            members.find("input").flatMap(node -> only(node, "from")),
            members.find("output").flatMap(node -> only(node, "as")),
            members.find("export").flatMap(node -> only(node, "as")),
            members.find("timeout").map(node -> components.timeoutOrName(node, bench)),
            members.find("then").map(siblings::next).orElse(Next.CONTINUE),
            members.find("metadata").map(Tasks::repeatable).orElse(true),
            step);
    if (kind.isPresent()) {
      members.end();
    }
    return task;
  }

  /** {@code input}, {@code output}, {@code export}: an expression, and no schema. */
  Optional<Value> only(Node node, String member) {
    Members members = node.members("an object with `" + member + "`");
    members.refuse(": data is not checked against schemas", "schema");
    Optional<Value> value =
        members
            .find(member)
            .map(found -> bench.textOrObject(found, "an expression, or an object with references"));
    members.end();
    return value;
  }

  private static Optional<String> kind(Members members) {
    List<String> found = new ArrayList<>(KINDS);
    found.removeIf(kind -> !members.has(kind));
    if (found.contains("for")) {
      found.remove("do");
    }
    boolean refused = REFUSED.stream().anyMatch(members::has);
    members.refuse(" as a task", REFUSED.toArray(new String[0]));
    if (found.size() == 1 && !refused) {
      return Optional.of(found.get(0));
    }
    if (found.size() > 1) {
      members.owner().fault("a task is one thing; keep one of " + String.join(", ", found));
    } else if (members.owner().isObject() && !refused) {
      members.owner().fault("a task has one of " + String.join(", ", KINDS));
    }
    return Optional.empty();
  }

  private Step step(String kind, Members members, Siblings siblings) {
    return switch (kind) {
      case "set" -> plain.set(members);
      case "switch" -> plain.choose(members, siblings);
      case "wait" -> plain.await(members);
      case "raise" -> plain.raise(members);
      case "do" -> nested.sequence(members, siblings.depth());
      case "for" -> nested.loop(members, siblings.depth());
      case "fork" -> nested.fork(members, siblings.depth());
      case "try" -> nested.attempt(members, siblings.depth());
      case "call" -> calls.call(members);
      case "run" -> calls.run(members);
      default -> throw new IllegalArgumentException("no kind of task: " + kind);
    };
  }

  private static boolean repeatable(Node metadata) {
    metadata.members("an object");
    Node repeat = metadata.member("repeat");
    boolean never = "never".equals(repeat.json().textValue());
    if (!never && !repeat.json().isMissingNode()) {
      repeat.fault("needed is never; leave it out for a task that may be repeated after a crash");
    }
    return !never;
  }
}
