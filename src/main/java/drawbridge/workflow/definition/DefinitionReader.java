package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Value;
import drawbridge.workflow.definition.component.CompileContext;
import drawbridge.workflow.definition.component.Components;
import drawbridge.workflow.definition.source.DefinitionLimits;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.Diagnostics;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.definition.source.TreeReader;
import drawbridge.workflow.definition.task.DataSchemaReader;
import drawbridge.workflow.definition.task.Flows;
import drawbridge.workflow.definition.task.Functions;
import drawbridge.workflow.definition.task.TaskCompiler;
import drawbridge.workflow.model.DataSchemas;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.DurationValue;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.Task;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a definition: checks its syntax, the supported subset and the published schema, and
 * compiles it (H8).
 *
 * <p>Thread safe. Never throws: every error is a fault with its location. It compiles the tree,
 * since the library's typed model has no locations, drops unknown members and rounds numbers.
 */
public final class DefinitionReader {

  private final DefinitionLimits limits;
  private final DslSchema schema = new DslSchema();

  public DefinitionReader() {
    this(DefinitionLimits.DEFAULT);
  }

  public DefinitionReader(DefinitionLimits limits) {
    this.limits = limits;
  }

  /** Reads a definition that is to be saved, under a name that is not known. */
  public ParseResult read(String text, DefinitionFormat format) {
    return read(text, format, "");
  }

  /** Reads a definition that is to be saved under a name. */
  public ParseResult read(String text, DefinitionFormat format, String name) {
    return read(text, format, name, false);
  }

  /**
   * Reads a definition that was saved earlier, maybe by another version. Expressions that a save
   * refuses now are warnings, and fail at their tasks (X27).
   */
  public ParseResult stored(String text, DefinitionFormat format) {
    return read(text, format, "", true);
  }

  private ParseResult read(String text, DefinitionFormat format, String name, boolean isStored) {
    Diagnostics diagnostics = new Diagnostics(limits.faults());
    JsonNode tree =
        TreeReader.read(text, format == DefinitionFormat.YAML, isStored, limits, diagnostics);
    if (!diagnostics.isEmpty()) {
      return new ParseResult.Faulty(diagnostics.inOrder());
    }
    Definition definition = compile(new DefinitionNode(tree, "", diagnostics), name, isStored);
    if (diagnostics.isEmpty()) {
      schema.check(tree, diagnostics);
    }
    return diagnostics.isEmpty()
        ? new ParseResult.Sound(definition, diagnostics.warnings())
        : new ParseResult.Faulty(diagnostics.inOrder());
  }

  private Definition compile(DefinitionNode root, String name, boolean isStored) {
    NodeMembers members = root.members("an object with document and do");
    members.refuse(
        "; runs are started by webhooks: let a timer call a trigger of this workflow", "schedule");
    members.find("evaluate").ifPresent(DefinitionReader::evaluate);
    DocumentHead head =
        DocumentHead.read(
            members.require("document", "namespace, name and version of the workflow"));
    CompileContext context = new CompileContext(limits, head.strict(), isStored);
    boolean takesRequest = head.takesRequest(context);
    DefinitionNode reusable = members.find("use").orElse(root.silent());
    Components use = Components.compile(reusable, context);
    Functions callable = new Functions(reusable.member("functions"), context);
    TaskCompiler tasks = new TaskCompiler(context, use, callable);
    Map<String, Task> functions = callable.compile(tasks);
    Optional<Value> input = members.find("input").flatMap(node -> tasks.only(node, "from"));
    Flow flow = new Flows(tasks).flow(members.require("do", "the tasks of the workflow"), 0);
    Optional<Value> output =
        context.after(() -> members.find("output").flatMap(node -> tasks.only(node, "as")));
    Optional<DurationValue> timeout =
        members.find("timeout").map(node -> use.timeoutOrName(node, context));
    members.end();
    use.checkUnused();
    context.calls().check();
    DataSchemas schemas = DataSchemaReader.read(root);
    return new Definition(
        head.name(),
        head.version(),
        root.json(),
        head.strict(),
        takesRequest,
        input,
        flow,
        output,
        timeout,
        functions,
        schemas,
        new ToolReader(root, name, context).read(takesRequest, schemas.input()));
  }

  /** Checks {@code evaluate}, whose defaults are the only way to evaluate here. */
  private static void evaluate(DefinitionNode node) {
    NodeMembers members = node.members("an object with language and mode");
    members.find("language").ifPresent(it -> it.equalTo("jq", "expressions are jq in ${ … }"));
    members.find("mode").ifPresent(it -> it.equalTo("strict", "write expressions in ${ … }"));
    members.end();
  }
}
