package drawbridge.workflow.definition.task;

import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.component.CompileContext;
import drawbridge.workflow.definition.component.Components;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.definition.task.Flows.Siblings;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.util.HashMap;
import java.util.Map;

/**
 * Compiles {@code use.functions}, and the calls of them. A function is one task, and sees its
 * arguments only, so that it is compiled once for all calls.
 */
public record Functions(DefinitionNode declared, CompileContext context) {

  /** The kinds of calls that the DSL defines, each with what to do here instead. */
  private static final Map<String, String> KINDS =
      Map.of(
          "a2a", "post the agent's JSON-RPC request with call: http",
          "asyncapi",
              "publish over the broker's HTTP interface with call: http, and receive through a"
                  + " trigger",
          "grpc", "call the service's HTTP or JSON gateway with call: http",
          "mcp", "post the server's JSON-RPC request with call: http",
          "openapi", "call the operation by its method and URL with call: http");

  private static final Value NOTHING = scope -> Json.object();

  /** Compiles each function; a fault is reported once and there. */
  public Map<String, Task> compile(TaskCompiler tasks) {
    declared.members("an object of named functions, each a task");
    Map<String, Task> functions = new HashMap<>();
    declared.forEachMember(
        (name, task) -> {
          checkName(name, task);
          context.calls().enter(name);
          functions.put(name, tasks.compile(name, 0, task, new Siblings(Map.of(), 1)));
        });
    context.calls().enterWorkflow();
    return functions;
  }

  private static void checkName(String name, DefinitionNode task) {
    if (name.isBlank() || name.equals("http") || KINDS.containsKey(name)) {
      task.fault("a function must not have the name `" + name + "`; choose another one");
    }
  }

  /**
   * Compiles a call of a function.
   *
   * @param kind what {@code call} says
   * @param depth nesting of the task
   */
  TaskBody call(DefinitionNode kind, NodeMembers task, int depth) {
    String name = kind.json().asText();
    if (!declared.json().has(name)) {
      kind.fault(unknown(name));
      task.find("with");
      return new TaskBody.CallFunction(name, NOTHING);
    }
    context.calls().addCall(name, kind, depth);
    return new TaskBody.CallFunction(name, task.find("with").map(this::arguments).orElse(NOTHING));
  }

  private Value arguments(DefinitionNode with) {
    with.members("an object of arguments");
    return context.value(with, ValuePosition.ORDINARY);
  }

  private String unknown(String name) {
    String shown = Components.shown(name);
    String instead = KINDS.get(name);
    if (instead != null) {
      return "`call: " + shown + "` is not supported; " + instead;
    }
    if (name.contains("@") || name.contains("://")) {
      return "`call: "
          + shown
          + "` names a function of a catalog, and functions are not fetched; copy its task into"
          + " use.functions and call it by its name there";
    }
    return "use.functions has no `"
        + shown
        + "`; it has "
        + Components.list(declared.json())
        + "; other calls are call: http";
  }
}
