package drawbridge.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** An OpenAPI document that compares replies with the described operations. */
public final class Description {

  private static final Set<String> VERBS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  private final JsonNode document;
  private final Schemas schemas;
  private final Map<String, JsonNode> operations = new TreeMap<>();

  /** Reads YAML or JSON. */
  public Description(String text) {
    try {
      document = new YAMLMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    schemas = new Schemas(document);
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        each -> {
                          if (VERBS.contains(each.getKey())) {
                            String verb = each.getKey().toUpperCase(java.util.Locale.ROOT);
                            operations.put(verb + " " + path.getKey(), each.getValue());
                          }
                        }));
  }

  /** Returns the shipped document. */
  public static Description ours() {
    return new Description(text());
  }

  /** Returns the text of the shipped document. */
  public static String text() {
    try (InputStream in = Description.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the operations by keys like {@code "GET /api/admin/workspaces/{workspace}"}. */
  public Map<String, JsonNode> operations() {
    return operations;
  }

  /** Returns the schema of this name among the components. */
  public JsonNode schema(String name) {
    return document.path("components").path("schemas").path(name);
  }

  /** Returns the target of a reference, or the node itself if it is none. */
  public JsonNode resolve(JsonNode node) {
    return schemas.resolve(node);
  }

  /** Returns the faults of a value; {@code where} starts each. */
  public List<String> faults(JsonNode schema, JsonNode value, String where) {
    return schemas.faults(schema, value, where);
  }

  /** Returns the key of the operation that the path matches. */
  public Optional<String> operation(String method, String path) {
    return operations.keySet().stream()
        .filter(name -> name.startsWith(method + " "))
        .filter(name -> matches(name.substring(method.length() + 1), path))
        .findFirst();
  }

  /** Only a uid may have slashes. */
  private static boolean matches(String template, String path) {
    String pattern =
        Pattern.quote(template)
            .replace("{uid}", "\\E.+\\Q")
            .replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q");
    return path.matches(pattern);
  }

  /** Returns the differences between a reply and the description of its operation. */
  public List<String> faults(String operation, int status, String mediaType, String body) {
    JsonNode responses = Objects.requireNonNull(operations.get(operation)).path("responses");
    if (!responses.has(String.valueOf(status))) {
      return List.of(operation + " answered " + status + ", which is not described: " + body);
    }
    JsonNode content = resolve(responses.get(String.valueOf(status))).path("content");
    String type = mediaType.replaceFirst(";.*", "");
    if (content.isMissingNode() || body.isEmpty()) {
      return content.isMissingNode() == body.isEmpty()
          ? List.of()
          : List.of(operation + " " + status + " has a body: " + body);
    }
    if (!content.has(type)) {
      return List.of(operation + " " + status + " is of the type " + type);
    }
    return type.endsWith("json")
        ? faults(content.get(type).path("schema"), Json.read(body), operation + " " + status)
        : List.of();
  }

  /** Returns the part of the document at a JSON pointer. */
  public JsonNode at(String pointer) {
    return document.at(pointer);
  }

  /** Returns all described bodies by operation, request or status, and media type. */
  public Map<String, JsonNode> bodies() {
    Map<String, JsonNode> bodies = new TreeMap<>();
    operations.forEach(
        (name, operation) -> {
          addBodies(bodies, name + " request", operation.path("requestBody"));
          operation
              .path("responses")
              .properties()
              .forEach(each -> addBodies(bodies, name + " " + each.getKey(), each.getValue()));
        });
    return bodies;
  }

  private void addBodies(Map<String, JsonNode> bodies, String where, JsonNode holder) {
    resolve(holder)
        .path("content")
        .properties()
        .forEach(each -> bodies.put(where + " " + each.getKey(), each.getValue()));
  }

  /** Returns the examples of a body. */
  public List<JsonNode> examples(JsonNode body) {
    List<JsonNode> examples = new ArrayList<>();
    if (body.has("example")) {
      examples.add(body.get("example"));
    }
    body.path("examples").forEach(example -> examples.add(resolve(example).path("value")));
    return examples;
  }
}
