package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Expressions;
import drawbridge.expression.Value;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.DurationValue;
import drawbridge.workflow.model.Flow;
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

  public ParseResult read(String text, DefinitionFormat format) {
    Diagnostics diagnostics = new Diagnostics(limits.faults());
    JsonNode tree = TreeReader.read(text, format, limits, diagnostics);
    if (!diagnostics.isEmpty()) {
      return new ParseResult.Faulty(diagnostics.inOrder());
    }
    Definition definition = compile(new DefinitionNode(tree, "", diagnostics));
    if (diagnostics.isEmpty()) {
      schema.check(tree, diagnostics);
    }
    return diagnostics.isEmpty()
        ? new ParseResult.Sound(definition, diagnostics.warnings())
        : new ParseResult.Faulty(diagnostics.inOrder());
  }

  private Definition compile(DefinitionNode root) {
    NodeMembers members = root.members("an object with document and do");
    members.refuse("; runs are started by webhooks", "schedule");
    NodeMembers document =
        members
            .require("document", "namespace, name and version of the workflow")
            .members("an object");
    Identifiers.dsl(document.require("dsl", "the version of the DSL, 1.0.x"));
    Identifiers.dns(document.require("namespace", "a DNS label"));
    String name = Identifiers.dns(document.require("name", "a DNS label"));
    String version =
        Identifiers.version(document.require("version", "a semantic version like 1.0.0"));
    document.find("title").ifPresent(title -> title.text("text"));
    document.find("summary").ifPresent(summary -> summary.text("text"));
    document.find("tags").ifPresent(tags -> tags.members("an object"));
    boolean strict = document.find("metadata").map(DefinitionReader::strict).orElse(false);
    document.end();
    return flow(
        members, new CompileContext(limits, new Expressions(strict)), name, version, strict);
  }

  private static Definition flow(
      NodeMembers members, CompileContext context, String name, String version, boolean strict) {
    Components use =
        members.find("use").map(node -> Components.compile(node, context)).orElse(Components.NONE);
    TaskCompiler tasks = new TaskCompiler(context, use);
    Optional<Value> input = members.find("input").flatMap(node -> tasks.only(node, "from"));
    Flow flow = new Flows(tasks).flow(members.require("do", "the tasks of the workflow"), 0);
    Optional<Value> output = members.find("output").flatMap(node -> tasks.only(node, "as"));
    Optional<DurationValue> timeout =
        members.find("timeout").map(node -> use.timeoutOrName(node, context));
    members.end();
    return new Definition(name, version, strict, input, flow, output, timeout);
  }

  private static boolean strict(DefinitionNode metadata) {
    metadata.members("an object");
    DefinitionNode strict = metadata.member("strict");
    return !strict.json().isMissingNode()
        && strict.flag("whether an absent reference fails its task");
  }
}
