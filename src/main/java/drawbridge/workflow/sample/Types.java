package drawbridge.workflow.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The types that schemas allow. */
record Types(List<Part> parts) {

  private static final List<String> ALL =
      List.of("string", "object", "array", "integer", "number", "boolean", "null");

  /** The keywords that tell a type where no {@code type} does. */
  private static final Map<String, List<String>> TELLING =
      Map.of(
          "object",
              List.of(
                  "properties",
                  "required",
                  "minProperties",
                  "additionalProperties",
                  "patternProperties",
                  "propertyNames",
                  "dependentRequired"),
          "array", List.of("items", "prefixItems", "minItems", "contains", "uniqueItems"),
          "string", List.of("pattern", "minLength", "maxLength", "format"),
          "number",
              List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"));

  /** Returns the allowed types; where keywords tell types, only those. */
  List<String> inOrder() {
    List<String> allowed = ALL.stream().filter(this::isAllowed).toList();
    List<String> told = allowed.stream().filter(this::isTold).toList();
    return told.isEmpty() ? allowed : told;
  }

  private boolean isTold(String type) {
    List<String> keywords = TELLING.getOrDefault(type, List.of());
    return parts.stream().anyMatch(part -> keywords.stream().anyMatch(part::has));
  }

  private boolean isAllowed(String type) {
    return parts.stream()
        .filter(part -> part.has("type"))
        .allMatch(part -> isAllowed(type, part.get("type")));
  }

  private static boolean isAllowed(String type, JsonNode keyword) {
    Set<String> types =
        keyword.isArray()
            ? keyword.valueStream().map(JsonNode::asText).collect(Collectors.toSet())
            : Set.of(keyword.asText());
    return types.contains(type) || (type.equals("integer") && types.contains("number"));
  }
}
