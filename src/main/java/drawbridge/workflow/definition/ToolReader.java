package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.JsonBytes;
import drawbridge.workflow.definition.component.CompileContext;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.model.Tool;
import drawbridge.workflow.schema.DataSchema;
import drawbridge.workflow.schema.Draft;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compiles {@code document.metadata.tool}, which offers the workflow to models over the Model
 * Context Protocol (M1). A stored definition with a mark that a save would refuse is no tool.
 */
final class ToolReader {

  /** The limit of function descriptions in the interfaces of the large models. */
  static final int LONGEST_DESCRIPTION = 1_024;

  /** A list of tools contains the schemas of many. */
  static final int LARGEST_SCHEMA = 32 << 10;

  private static final String DESCRIPTION = "description";
  private static final String RIGHT =
      "an object with `description`, the text by which a model chooses the tool";

  /**
   * The characters that the specification recommends and the interfaces of the large models accept.
   */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  /** The tool that returns the state of a run has this name in each workspace. */
  private static final String RESERVED = "run_status";

  /** Asks clients to send an argument in a header, too (MCP 2026-07-28, Streamable HTTP). */
  private static final String HEADER = "x-mcp-header";

  private final DefinitionNode root;
  private final DefinitionNode mark;
  private final String workflow;
  private final CompileContext context;
  private boolean isRefused;

  /**
   * @param root the definition
   * @param workflow the name of the workflow; empty when it is not known
   */
  ToolReader(DefinitionNode root, String workflow, CompileContext context) {
    this.root = root;
    this.mark = root.member("document").member("metadata").member("tool");
    this.workflow = workflow;
    this.context = context;
  }

  /**
   * Returns the tool; empty without a mark.
   *
   * @param takesRequest whether the input document is the data of the request
   * @param input checks the input document
   */
  Optional<Tool> read(boolean takesRequest, Optional<DataSchema> input) {
    if (mark.json().isMissingNode()) {
      return Optional.empty();
    }
    String description = description();
    checkName();
    input.ifPresent(schema -> check(schema, takesRequest));
    return isRefused ? Optional.empty() : Optional.of(tool(description, input));
  }

  private Tool tool(String description, Optional<DataSchema> input) {
    String title = root.member("document").json().path("title").textValue();
    return new Tool(
        Optional.ofNullable(title),
        description,
        input.map(ToolReader::published).orElseGet(ToolReader::any));
  }

  private String description() {
    JsonNode text = mark.json().path(DESCRIPTION);
    if (!text.isTextual() || text.textValue().isBlank()) {
      refuse(mark, "must be " + RIGHT);
      return "";
    }
    mark.forEachMember(
        (name, member) -> {
          if (!name.equals(DESCRIPTION)) {
            refuse(member, "unknown member `" + name + "`; known here: " + DESCRIPTION);
          }
        });
    if (text.textValue().length() > LONGEST_DESCRIPTION) {
      refuse(
          mark.member(DESCRIPTION),
          "longer than " + LONGEST_DESCRIPTION + " characters, the limit of models; shorten it");
    }
    return text.textValue();
  }

  private void checkName() {
    if (workflow.equals(RESERVED)) {
      refuse(mark, RESERVED + " is the name of another tool; save the workflow under another name");
    } else if (!workflow.isEmpty() && !NAME.matcher(workflow).matches()) {
      refuse(
          mark,
          "a tool has the name of its workflow, of 1 to 64 letters A to Z, digits, _ and -; save"
              + " the workflow under such a name");
    }
  }

  private void check(DataSchema schema, boolean takesRequest) {
    DefinitionNode document = root.member("input").member("schema").member("document");
    if (!takesRequest) {
      refuse(
          mark,
          "a tool with `input.schema` needs `input: runtime` in `document.metadata`, so that the"
              + " schema describes the arguments");
    }
    if (!"object".equals(schema.document().path("type").textValue())) {
      refuse(document, "the arguments of a tool are an object; write `type: object`");
    }
    if (schema.document().findValue(HEADER) != null) {
      refuse(document, HEADER + " is not supported: arguments are read from the body");
    }
    if (JsonBytes.of(schema.document()) > LARGEST_SCHEMA) {
      refuse(document, "larger than " + LARGEST_SCHEMA + " bytes, the limit for tools; shorten it");
    }
  }

  private void refuse(DefinitionNode node, String detail) {
    isRefused = true;
    context.refuse(node, detail);
  }

  /** Names the draft where it is not the default of the protocol. */
  private static JsonNode published(DataSchema schema) {
    if (schema.draft() == Draft.V2020_12 || schema.document().has("$schema")) {
      return schema.document();
    }
    ObjectNode named = Json.object().put("$schema", schema.draft().iri());
    return named.setAll((ObjectNode) schema.document());
  }

  private static JsonNode any() {
    return Json.object().put("type", "object");
  }
}
