package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Expressions;
import drawbridge.expression.Value;
import drawbridge.workflow.step.Definition;
import drawbridge.workflow.step.Flow;
import drawbridge.workflow.step.Span;
import java.util.Optional;

/**
 * Reads a definition: syntax, our subset, the published schema, and compiles it (H8).
 *
 * <p>Thread safe, and never throws whatever the text: everything that is wrong is a fault with its
 * place. Compiled from the tree, not from the library's typed model, because the model has no
 * positions, drops what it does not know, and reads numbers as it likes.
 */
public final class DefinitionReader {

  private final Limits limits;
  private final DslSchema schema = new DslSchema();

  public DefinitionReader() {
    this(Limits.DEFAULT);
  }

  public DefinitionReader(Limits limits) {
    this.limits = limits;
  }

  public Reading read(String text, Format format) {
    Findings findings = new Findings(limits.faults());
    JsonNode tree = TreeReader.read(text, format, limits, findings);
    if (!findings.isEmpty()) {
      return new Reading.Faulty(findings.inOrder());
    }
    Definition definition = compile(new Node(tree, "", findings));
    if (findings.isEmpty()) {
      schema.check(tree, findings);
    }
    return findings.isEmpty()
        ? new Reading.Sound(definition)
        : new Reading.Faulty(findings.inOrder());
  }

  private Definition compile(Node root) {
    Members members = root.members("an object with document and do");
    members.refuse("; runs are started by webhooks", "schedule");
    Members document =
        members.require("document", "what the workflow is called").members("an object");
    Labels.dsl(document.require("dsl", "the version of the DSL, 1.0.x"));
    Labels.dns(document.require("namespace", "a DNS label"));
    String name = Labels.dns(document.require("name", "a DNS label"));
    String version = Labels.version(document.require("version", "a semantic version like 1.0.0"));
    document.find("title").ifPresent(title -> title.text("text"));
    document.find("summary").ifPresent(summary -> summary.text("text"));
    document.find("tags").ifPresent(tags -> tags.members("an object"));
    boolean strict = document.find("metadata").map(DefinitionReader::strict).orElse(false);
    document.end();
    return flow(members, new Bench(limits, new Expressions(strict)), name, version, strict);
  }

  private static Definition flow(
      Members members, Bench bench, String name, String version, boolean strict) {
    Components use =
        members.find("use").map(node -> Components.compile(node, bench)).orElse(Components.NONE);
    Tasks tasks = new Tasks(bench, use);
    Optional<Value> input = members.find("input").flatMap(node -> tasks.only(node, "from"));
    Flow flow = new Flows(tasks).flow(members.require("do", "the tasks of the workflow"), 0);
    Optional<Value> output = members.find("output").flatMap(node -> tasks.only(node, "as"));
    Optional<Span> timeout = members.find("timeout").map(node -> use.timeoutOrName(node, bench));
    members.end();
    return new Definition(name, version, strict, input, flow, output, timeout);
  }

  private static boolean strict(Node metadata) {
    metadata.members("an object");
    Node strict = metadata.member("strict");
    return !strict.json().isMissingNode()
        && strict.flag("whether an absent reference fails its task");
  }
}
