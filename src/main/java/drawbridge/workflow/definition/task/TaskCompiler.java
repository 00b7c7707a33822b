package drawbridge.workflow.definition.task;

import drawbridge.expression.Value;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.component.CompileContext;
import drawbridge.workflow.definition.component.Components;
import drawbridge.workflow.definition.component.Endpoints;
import drawbridge.workflow.definition.component.Variables;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.definition.task.Flows.Siblings;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compiles one task: first its kind, by its keyword, then the members of that kind and of all
 * kinds.
 */
public final class TaskCompiler {

  private static final List<String> KINDS =
      List.of("set", "switch", "do", "for", "fork", "try", "wait", "raise", "call", "run");
  private static final TaskBody STAND_IN = new TaskBody.Set(scope -> Json.object());

  private final CompileContext context;
  private final Components components;
  private final PlainTasks plain;
  private final NestedTasks nested;
  private final CallTasks calls;

  public TaskCompiler(CompileContext context, Components components, Functions functions) {
    this.context = context;
    this.components = components;
    this.plain = new PlainTasks(context, components);
    this.nested = new NestedTasks(context, components, new Flows(this));
    this.calls = new CallTasks(context, new Endpoints(context, components), functions);
  }

  Task compile(String name, int position, DefinitionNode body, Siblings siblings) {
    NodeMembers members = body.members("a task: an object with one of " + String.join(", ", KINDS));
    Optional<String> kind = kind(members);
    if (!context.admits(body, siblings.depth())) {
      kind = Optional.empty();
    }
    TaskBody step = kind.map(k -> step(k, members, siblings)).orElse(STAND_IN);
    Task task =
        new Task(
            name,
            position,
            body.pointer(),
            members.find("if").map(context::condition),
            members.find("input").flatMap(node -> only(node, "from")),
            context.after(() -> members.find("output").flatMap(node -> only(node, "as"))),
            context.after(() -> members.find("export").flatMap(this::export)),
            members.find("timeout").map(node -> components.timeoutOrName(node, context)),
            members.find("then").map(siblings::next).orElse(Next.CONTINUE),
            members.find("metadata").map(TaskCompiler::repeatable).orElse(true),
            DataSchemaReader.read(body),
            step);
    if (!(step instanceof TaskBody.CallHttp)) {
      members.find("metadata").ifPresent(TaskCompiler::refuseKey);
    }
    if (kind.isPresent()) {
      members.end();
    }
    return task;
  }

  /** Compiles the expression of {@code input}, {@code output} or {@code export}. */
  public Optional<Value> only(DefinitionNode node, String member) {
    return node.object(
        "an object with `" + member + "`",
        members -> {
          members.find("schema"); // see DataSchemaReader
          String what = "an expression, or an object with references";
          return members.find(member).map(found -> context.expression(found, what));
        });
  }

  private Optional<Value> export(DefinitionNode node) {
    Variables.warnOfRequest(node.member("as"));
    return only(node, "as");
  }

  private static Optional<String> kind(NodeMembers members) {
    List<String> found = new ArrayList<>(KINDS);
    found.removeIf(kind -> !members.has(kind));
    if (found.contains("for")) {
      found.remove("do");
    }
    boolean refused = members.has("emit") || members.has("listen");
    members.refuse(" as a task; send the event with call: http", "emit");
    members.refuse(" as a task; let the event start a workflow through a trigger", "listen");
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

  private TaskBody step(String kind, NodeMembers members, Siblings siblings) {
    return switch (kind) {
      case "set" -> plain.set(members);
      case "switch" -> plain.choose(members, siblings);
      case "wait" -> plain.await(members);
      case "raise" -> plain.raise(members);
      case "do" -> nested.sequence(members, siblings.depth());
      case "for" -> nested.loop(members, siblings.depth());
      case "fork" -> nested.fork(members, siblings.depth());
      case "try" -> nested.attempt(members, siblings.depth());
      case "call" -> calls.call(members, siblings.depth());
      case "run" -> calls.run(members);
      default -> throw new IllegalArgumentException("no kind of task: " + kind);
    };
  }

  private static void refuseKey(DefinitionNode metadata) {
    DefinitionNode key = metadata.member(CallTasks.IDEMPOTENCY_KEY);
    if (!key.json().isMissingNode()) {
      key.fault("belongs to the metadata of a task with `call: http`");
    }
  }

  private static boolean repeatable(DefinitionNode metadata) {
    metadata.members("an object");
    DefinitionNode repeat = metadata.member("repeat");
    boolean never = "never".equals(repeat.json().textValue());
    if (!never && !repeat.json().isMissingNode()) {
      repeat.fault("must be never; leave it out for a task that may be repeated after a crash");
    }
    return !never;
  }
}
