package drawbridge.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a model learns about a workflow that it may call (M1). The tool has the workflow's name.
 *
 * @param title {@code document.title}; empty when it is missing
 * @param description by which a model chooses the tool
 * @param inputSchema the JSON Schema of the arguments, an object; must not be changed
 */
public record Tool(Optional<String> title, String description, JsonNode inputSchema) {}
