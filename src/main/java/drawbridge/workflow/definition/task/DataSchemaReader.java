package drawbridge.workflow.definition.task;

import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.model.DataSchemas;
import drawbridge.workflow.schema.DataSchema;
import drawbridge.workflow.schema.Draft;
import drawbridge.workflow.schema.SchemaReader;
import java.util.Optional;

/** Compiles {@code input.schema}, {@code output.schema} and {@code export.schema} (X23). */
public final class DataSchemaReader {

  private static final String RIGHT = "an object with `document`, a JSON Schema";
  private static final String FORMATS = "json, or json: with one of " + Draft.versions();

  private DataSchemaReader() {}

  /**
   * Returns the schemas of a workflow or a task.
   *
   * @param owner the workflow or the task
   */
  public static DataSchemas read(DefinitionNode owner) {
    return new DataSchemas(
        schema(owner.member("input")),
        schema(owner.member("output")),
        schema(owner.member("export")));
  }

  private static Optional<DataSchema> schema(DefinitionNode holder) {
    DefinitionNode schema = holder.member("schema");
    return schema.json().isMissingNode()
        ? Optional.empty()
        : schema.object(RIGHT, DataSchemaReader::schema);
  }

  private static Optional<DataSchema> schema(NodeMembers members) {
    members.refuse("; nothing is fetched, so write the schema into `document`", "resource");
    Optional<Draft> draft = members.find("format").flatMap(DataSchemaReader::draft);
    if (members.has("resource")) {
      return Optional.empty();
    }
    DefinitionNode document = members.require("document", "a JSON Schema");
    return document.json().isMissingNode()
        ? Optional.empty()
        : SchemaReader.read(
            document.json(),
            draft,
            (pointer, detail) -> document.diagnostics().add(document.pointer() + pointer, detail));
  }

  private static Optional<Draft> draft(DefinitionNode format) {
    String text = format.literal(FORMATS);
    Optional<Draft> draft =
        text.startsWith("json:") ? Draft.of(text.substring(5)) : Optional.empty();
    if (format.isText() && !text.isBlank() && !text.equals("json") && draft.isEmpty()) {
      format.fault("must be " + FORMATS);
    }
    return draft;
  }
}
