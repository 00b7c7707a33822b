package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.platform.Json;
import drawbridge.workflow.step.Step;
import drawbridge.workflow.step.Step.CallHttp.Output;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tasks with an effect outside: call: http and run: workflow. */
final class Calls {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Set<String> OURS =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private final Bench bench;
  private final Endpoints endpoints;

  Calls(Bench bench, Components components) {
    this.bench = bench;
    this.endpoints = new Endpoints(bench, components);
  }

  Step call(Members task) {
    Node call = task.require("call", "http");
    String kind = call.text("http, the only kind of call");
    boolean http = kind.equals("http") || !call.isText();
    if (!http) {
      call.fault("`call: " + kind + "` is not supported; the only kind of call is http");
    }
    Node arguments =
        http
            ? task.require("with", "method and endpoint of the call")
            : task.find("with").orElse(call).silent();
    Members with = arguments.members("an object with method and endpoint");
    Node endpoint = with.require("endpoint", "a URI");
    Step step =
        new Step.CallHttp(
            method(with.require("method", "an HTTP method")),
            endpoints.uri(endpoint),
            with.find("headers").map(this::headers).orElseGet(Calls::nothing),
            with.find("query").map(node -> texts(node, "query")).orElseGet(Calls::nothing),
            with.find("body").map(body -> bench.value(body, ValuePosition.OUTBOUND)),
            endpoints.authentication(endpoint),
            with.find("output").map(Calls::output).orElse(Output.CONTENT),
            with.find("redirect").map(r -> r.flag("whether redirects are followed")).orElse(false));
    with.end();
    return step;
  }

  Step run(Members task) {
    Members run = task.require("run", "a workflow").members("an object with `workflow`");
    run.refuse(": processes are never started here", "container", "script", "shell");
    run.refuse("; it belongs to processes", "return");
    boolean other = run.has("container") || run.has("script") || run.has("shell");
    boolean await =
        run.find("await").map(a -> a.flag("whether to wait for the workflow")).orElse(true);
    Step step =
        other && !run.has("workflow")
            ? child(run.owner().silent(), await)
            : child(run.require("workflow", "namespace, name and version"), await);
    run.find("workflow");
    run.end();
    return step;
  }

  private Step child(Node node, boolean await) {
    Members workflow = node.members("an object with namespace, name and version");
    Node namespace = workflow.require("namespace", "a DNS label");
    Labels.dns(namespace);
    Value name =
        bench.text(
            workflow.require("name", "the workflow"), ValuePosition.ORDINARY, "a workflow's name");
    Node version = workflow.require("version", "a version, or latest");
    String wanted = version.literal("a version, or latest");
    if (!wanted.equals("latest")) {
      Labels.version(version);
    }
    Value input = workflow.find("input").map(this::input).orElseGet(Calls::nothing);
    workflow.end();
    return new Step.RunWorkflow(name, wanted, input, await);
  }

  private Value input(Node node) {
    node.members("an object, the child's runtime");
    return bench.value(node, ValuePosition.ORDINARY);
  }

  private Value method(Node node) {
    String method = node.text("an HTTP method").toUpperCase(Locale.ROOT);
    if (node.hasReferences()) {
      return bench.value(node, ValuePosition.ORDINARY);
    }
    if (node.isText() && !METHODS.contains(method)) {
      node.fault("needed is one of " + String.join(", ", METHODS.stream().sorted().toList()));
    }
    return bench.value(node.withText(method), ValuePosition.ORDINARY);
  }

  private Value headers(Node node) {
    if (node.isObject()) {
      node.json().fieldNames().forEachRemaining(name -> header(node.member(name), name));
    }
    return texts(node, "headers");
  }

  private static void header(Node value, String name) {
    if (!TOKEN.matcher(name).matches()) {
      value.fault("`" + name + "` is no header's name");
    } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      value.fault("`" + name + "` is set by the call itself; leave it out");
    }
    if (value.isText() && value.json().textValue().chars().anyMatch(c -> c == '\r' || c == '\n')) {
      value.fault("a header's value is one line");
    }
  }

  /** An object of text, or one jq expression that gives one. */
  private Value texts(Node node, String what) {
    if (node.isObject()) {
      node.json().fieldNames().forEachRemaining(name -> textOrFault(node.member(name)));
    } else if (!node.isJq()) {
      node.wrongType("an object of text, or one ${ … } that gives " + what);
    }
    return bench.value(node, ValuePosition.OUTBOUND);
  }

  private static void textOrFault(Node value) {
    if (!value.isText()) {
      value.wrongType("text (put it in quotes)");
    }
  }

  private static Output output(Node node) {
    return switch (node.literal("content, response or raw")) {
      case "content" -> Output.CONTENT;
      case "response" -> Output.RESPONSE;
      case "raw" -> Output.RAW;
      default -> {
        node.fault("needed is content, response or raw");
        yield Output.CONTENT;
      }
    };
  }

  private static Value nothing() {
    ObjectNode nothing = Json.object();
    return scope -> nothing.deepCopy();
  }
}
