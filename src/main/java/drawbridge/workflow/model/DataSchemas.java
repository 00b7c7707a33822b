package drawbridge.workflow.model;

import drawbridge.workflow.schema.DataSchema;
import java.util.Optional;

/**
 * The schemas of a workflow or a task (X23).
 *
 * @param input checks the raw input, before {@code input.from}
 * @param output checks the output, after {@code output.as}
 * @param export checks the new context, after {@code export.as}; empty for a workflow
 */
public record DataSchemas(
    Optional<DataSchema> input, Optional<DataSchema> output, Optional<DataSchema> export) {

  /** Checks nothing. */
  public static final DataSchemas NONE =
      new DataSchemas(Optional.empty(), Optional.empty(), Optional.empty());
}
