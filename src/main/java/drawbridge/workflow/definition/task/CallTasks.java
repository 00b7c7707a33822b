package drawbridge.workflow.definition.task;

import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.component.CompileContext;
import drawbridge.workflow.definition.component.Endpoints;
import drawbridge.workflow.definition.component.Identifiers;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.model.Authentication;
import drawbridge.workflow.model.AuthenticationScheme;
import drawbridge.workflow.model.TaskBody;
import drawbridge.workflow.model.TaskBody.CallHttp.Output;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Compiles tasks with external effects: call: http and run: workflow. */
record CallTasks(CompileContext context, Endpoints endpoints, Functions functions) {

  /** A member of a task's {@code metadata}. */
  static final String IDEMPOTENCY_KEY = "idempotencyKey";

  private static final String HTTP = "http";
  private static final String CALLED = "http or the name of one of use.functions";
  private static final List<String> METHODS =
      List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");
  private static final Set<String> SET_BY_CALL =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");
  private static final Set<String> PROCESS_RESULTS = Set.of("stderr", "code", "all");
  private static final Value NOTHING = scope -> Json.object();
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  TaskBody call(NodeMembers task, int depth) {
    DefinitionNode call = task.require("call", CALLED);
    String kind = call.literal(CALLED);
    boolean isHttp = kind.equals(HTTP);
    if (call.isText() && !isHttp && !kind.isBlank() && !call.hasReferences()) {
      return functions.call(call, task, depth);
    }
    DefinitionNode arguments =
        isHttp
            ? task.require("with", "method and endpoint of the call")
            : task.find("with").orElse(call).silent();
    boolean keyPerAttempt = task.find("metadata").map(CallTasks::keyPerAttempt).orElse(false);
    return arguments.object(
        "an object with method and endpoint", with -> http(with, keyPerAttempt));
  }

  private static boolean keyPerAttempt(DefinitionNode metadata) {
    DefinitionNode key = metadata.member(IDEMPOTENCY_KEY);
    boolean perAttempt = "perAttempt".equals(key.json().textValue());
    if (!perAttempt && !key.json().isMissingNode()) {
      key.fault("must be perAttempt; leave it out for one key for all attempts of the call");
    }
    return perAttempt;
  }

  private TaskBody http(NodeMembers with, boolean keyPerAttempt) {
    DefinitionNode endpoint = with.require("endpoint", "a URI");
    Optional<Authentication> authentication = endpoints.authentication(endpoint);
    boolean redirect = with.find("redirect").map(r -> redirect(r, authentication)).orElse(false);
    return new TaskBody.CallHttp(
        method(with.require("method", "an HTTP method")),
        endpoints.uri(endpoint),
        with.find("headers").map(this::headers).orElse(NOTHING),
        with.find("query").map(node -> texts(node, "query")).orElse(NOTHING),
        with.find("body").map(body -> context.value(body, ValuePosition.OUTBOUND)),
        authentication,
        with.find("output").map(CallTasks::output).orElse(Output.CONTENT),
        redirect,
        keyPerAttempt);
  }

  private static boolean redirect(DefinitionNode node, Optional<Authentication> authentication) {
    boolean redirect = node.flag("whether redirects are followed");
    boolean isDigest =
        authentication.map(it -> it.scheme() == AuthenticationScheme.DIGEST).orElse(false);
    if (redirect && isDigest) {
      node.fault("not possible with digest, which is valid for one URI; call the last URI");
    }
    return redirect;
  }

  TaskBody run(NodeMembers task) {
    NodeMembers run = task.require("run", "a workflow").members("an object with `workflow`");
    run.refuse(
        ": processes are never started here; let a service run it, and call that with call: http",
        "container",
        "script",
        "shell");
    boolean other = run.has("container") || run.has("script") || run.has("shell");
    boolean await =
        run.find("await").map(a -> a.flag("whether to wait for the workflow")).orElse(true);
    Optional<DefinitionNode> given = run.find("workflow");
    DefinitionNode child =
        other
            ? given.orElse(run.owner().silent())
            : run.require("workflow", "namespace, name and version");
    boolean returns = run.find("return").map(it -> returns(it, await)).orElse(true);
    run.end();
    return child.object(
        "an object with namespace, name and version", workflow -> child(workflow, await, returns));
  }

  /** Compiles {@code return}, which the DSL defines by the streams and the code of a process. */
  private static boolean returns(DefinitionNode node, boolean await) {
    String right = "stdout, which is the output of the workflow, or none";
    String wanted = node.literal(right);
    if (!await) {
      node.fault("a task with `await: false` returns its own input; leave `return` out");
    } else if (PROCESS_RESULTS.contains(wanted)) {
      node.fault("a workflow has neither an exit code nor streams of its own; must be " + right);
    } else if (node.isText() && !wanted.equals("stdout") && !wanted.equals("none")) {
      node.fault("must be " + right);
    }
    return !wanted.equals("none");
  }

  private TaskBody child(NodeMembers workflow, boolean await, boolean returns) {
    Identifiers.dns(workflow.require("namespace", "a DNS label"));
    DefinitionNode name = workflow.require("name", "the workflow");
    DefinitionNode version = workflow.require("version", "a version, or latest");
    String wanted = version.literal("a version, or latest");
    if (!wanted.equals("latest")) {
      Identifiers.version(version);
    }
    return new TaskBody.RunWorkflow(
        context.text(name, ValuePosition.ORDINARY, "a workflow's name"),
        wanted,
        workflow.find("input").map(this::input).orElse(NOTHING),
        await,
        returns);
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
      node.fault("must be one of " + String.join(", ", METHODS));
    }
    return context.value(node.withText(method), ValuePosition.ORDINARY);
  }

  private Value headers(DefinitionNode node) {
    node.forEachMember(this::header);
    return texts(node, "headers");
  }

  private void header(String name, DefinitionNode value) {
    if (!TOKEN.matcher(name).matches()) {
      value.fault("`" + name + "` is not a header's name; use letters, digits and -");
    } else if (SET_BY_CALL.contains(name.toLowerCase(Locale.ROOT))) {
      value.fault("`" + name + "` is set by the call itself; leave it out");
    }
    if (value.isText() && value.json().textValue().chars().anyMatch(c -> c == '\r' || c == '\n')) {
      value.fault("a header's value is one line");
    }
    if (value.isText()
        && !value.hasReferences()
        && value.json().textValue().chars().anyMatch(c -> c > '~')) {
      context.refuse(value, "`" + name + "` has characters beyond ASCII; encode them");
    }
  }

  /** Compiles an object of texts, or one jq expression that returns one. */
  private Value texts(DefinitionNode node, String what) {
    node.forEachMember(
        (name, value) -> {
          if (!value.isText()) {
            value.wrongType("text (put it in quotes)");
          }
        });
    if (!node.isObject() && !node.isJq()) {
      node.wrongType("an object of text, or one ${ … } that gives " + what);
    }
    return context.value(node, ValuePosition.OUTBOUND);
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
}
