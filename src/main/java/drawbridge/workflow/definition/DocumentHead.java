package drawbridge.workflow.definition;

import drawbridge.workflow.definition.component.CompileContext;
import drawbridge.workflow.definition.component.Identifiers;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import java.util.Optional;

/**
 * The members of {@code document} that have a meaning here; {@link ToolReader} reads {@code
 * metadata.tool}. Other members of {@code metadata} belong to other tools and are kept as they are.
 *
 * @param strict {@code metadata.strict} (H9)
 * @param input {@code metadata.input} (X16)
 */
record DocumentHead(String name, String version, boolean strict, Optional<DefinitionNode> input) {

  static DocumentHead read(DefinitionNode document) {
    NodeMembers members = document.members("an object");
    Identifiers.dsl(members.require("dsl", "the version of the DSL, 1.0.x"));
    Identifiers.dns(members.require("namespace", "a DNS label"));
    String name = Identifiers.dns(members.require("name", "a DNS label"));
    String version =
        Identifiers.version(members.require("version", "a semantic version like 1.0.0"));
    members.find("title").ifPresent(title -> title.text("text"));
    members.find("summary").ifPresent(summary -> summary.text("text"));
    members.find("tags").ifPresent(tags -> tags.members("an object"));
    NodeMembers metadata = members.find("metadata").orElse(document.silent()).members("an object");
    members.end();
    return new DocumentHead(
        name,
        version,
        metadata.find("strict").map(DocumentHead::strict).orElse(false),
        metadata.find("input"));
  }

  private static boolean strict(DefinitionNode strict) {
    return strict.flag("whether an absent reference fails its task");
  }

  /** Returns whether the request's data itself is the input document. */
  boolean takesRequest(CompileContext context) {
    boolean isRequest = input.filter(it -> "runtime".equals(it.json().textValue())).isPresent();
    if (!isRequest) {
      input.ifPresent(
          it ->
              context.refuse(
                  it,
                  "must be runtime; leave it out for the input {\"runtime\": …, \"states\": …}"));
    }
    return isRequest;
  }
}
