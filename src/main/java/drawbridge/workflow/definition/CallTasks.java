package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.platform.Json;
import drawbridge.workflow.model.TaskBody;
import drawbridge.workflow.model.TaskBody.CallHttp.Output;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Compiles tasks with external effects: call: http and run: workflow. */
final class CallTasks {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Set<String> SET_BY_CALL =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private final CompileContext context;
  private final Endpoints endpoints;

  CallTasks(CompileContext context, Components components) {
    this.context = context;
    this.endpoints = new Endpoints(context, components);
  }

  TaskBody call(NodeMembers task) {
    DefinitionNode call = task.require("call", "http");
    String kind = call.text("http, the only kind of call");
    boolean http = kind.equals("http") || !call.isText();
    if (!http) {
      call.fault("`call: " + kind + "` is not supported; the only kind of call is http");
    }
    DefinitionNode arguments =
        http
            ? task.require("with", "method and endpoint of the call")
            : task.find("with").orElse(call).silent();
    NodeMembers with = arguments.members("an object with method and endpoint");
    DefinitionNode endpoint = with.require("endpoint", "a URI");
    TaskBody step =
        new TaskBody.CallHttp(
            method(with.require("method", "an HTTP method")),
            endpoints.uri(endpoint),
            with.find("headers").map(this::headers).orElseGet(CallTasks::nothing),
            with.find("query").map(node -> texts(node, "query")).orElseGet(CallTasks::nothing),
            with.find("body").map(body -> context.value(body, ValuePosition.OUTBOUND)),
            endpoints.authentication(endpoint),
            with.find("output").map(CallTasks::output).orElse(Output.CONTENT),
            with.find("redirect").map(r -> r.flag("whether redirects are followed")).orElse(false));
    with.end();
    return step;
  }

  TaskBody run(NodeMembers task) {
    NodeMembers run = task.require("run", "a workflow").members("an object with `workflow`");
    run.refuse(": processes are never started here", "container", "script", "shell");
    run.refuse("; it belongs to processes", "return");
    boolean other = run.has("container") || run.has("script") || run.has("shell");
    boolean await =
        run.find("await").map(a -> a.flag("whether to wait for the workflow")).orElse(true);
    TaskBody step =
        other && !run.has("workflow")
            ? child(run.owner().silent(), await)
            : child(run.require("workflow", "namespace, name and version"), await);
    run.find("workflow");
    run.end();
    return step;
  }

  private TaskBody child(DefinitionNode node, boolean await) {
    NodeMembers workflow = node.members("an object with namespace, name and version");
    DefinitionNode namespace = workflow.require("namespace", "a DNS label");
    Identifiers.dns(namespace);
    Value name =
        context.text(
            workflow.require("name", "the workflow"), ValuePosition.ORDINARY, "a workflow's name");
    DefinitionNode version = workflow.require("version", "a version, or latest");
    String wanted = version.literal("a version, or latest");
    if (!wanted.equals("latest")) {
      Identifiers.version(version);
    }
    Value input = workflow.find("input").map(this::input).orElseGet(CallTasks::nothing);
    workflow.end();
    return new TaskBody.RunWorkflow(name, wanted, input, await);
  }

  private Value input(DefinitionNode node) {
    node.members("an object, the child's runtime");
    return context.value(node, ValuePosition.ORDINARY);
  }

  private Value method(DefinitionNode node) {
    String method = node.text("an HTTP method").toUpperCase(Locale.ROOT);
    if (node.hasReferences()) {
      return context.value(node, ValuePosition.ORDINARY);
    }
    if (node.isText() && !METHODS.contains(method)) {
      node.fault("must be one of " + String.join(", ", METHODS.stream().sorted().toList()));
    }
    return context.value(node.withText(method), ValuePosition.ORDINARY);
  }

  private Value headers(DefinitionNode node) {
    if (node.isObject()) {
      node.json().fieldNames().forEachRemaining(name -> header(node.member(name), name));
    }
    return texts(node, "headers");
  }

  private static void header(DefinitionNode value, String name) {
    if (!TOKEN.matcher(name).matches()) {
      value.fault("`" + name + "` is not a header's name; use letters, digits and -");
    } else if (SET_BY_CALL.contains(name.toLowerCase(Locale.ROOT))) {
      value.fault("`" + name + "` is set by the call itself; leave it out");
    }
    if (value.isText() && value.json().textValue().chars().anyMatch(c -> c == '\r' || c == '\n')) {
      value.fault("a header's value is one line");
    }
  }

  /** Compiles an object of texts, or one jq expression that returns one. */
  private Value texts(DefinitionNode node, String what) {
    if (node.isObject()) {
      node.json().fieldNames().forEachRemaining(name -> textOrFault(node.member(name)));
    } else if (!node.isJq()) {
      node.wrongType("an object of text, or one ${ … } that gives " + what);
    }
    return context.value(node, ValuePosition.OUTBOUND);
  }

  private static void textOrFault(DefinitionNode value) {
    if (!value.isText()) {
      value.wrongType("text (put it in quotes)");
    }
  }

  private static Output output(DefinitionNode node) {
    return switch (node.literal("content, response or raw")) {
      case "content" -> Output.CONTENT;
      case "response" -> Output.RESPONSE;
      case "raw" -> Output.RAW;
      default -> {
        node.fault("must be content, response or raw");
        yield Output.CONTENT;
      }
    };
  }

  private static Value nothing() {
    ObjectNode nothing = Json.object();
    return scope -> nothing.deepCopy();
  }
}
