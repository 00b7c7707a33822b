package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.Diagnostics;
import io.serverlessworkflow.api.types.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Validates against the DSL's published schema from the library's jar; only this class uses the
 * library.
 *
 * <p>Every task is validated alone, with its nested flows emptied. The schema tries all kinds on
 * every task and two of them have a {@code do}, so each level of nesting would double the work.
 */
final class DslSchema {

  private final Schema schema = load();

  /** Adds one fault for each refused location. Thread safe. */
  void check(JsonNode definition, Diagnostics diagnostics) {
    List<String> pointers = new ArrayList<>();
    ArrayNode tasks = Json.NODES.arrayNode();
    ObjectNode flat = emptied(definition, "", tasks, pointers);
    flat.set("do", tasks);
    mostSpecific(schema.validate(flat))
        .forEach((pointer, detail) -> diagnostics.add(original(pointer, pointers), detail));
  }

  /** Moves the tasks of a flow and of its nested flows into one list. */
  private static void flatten(JsonNode flow, String at, ArrayNode tasks, List<String> pointers) {
    for (int i = 0; i < flow.size(); i++) {
      ObjectNode item = tasks.addObject();
      String pointer = at + "/" + i;
      pointers.add(pointer);
      for (Map.Entry<String, JsonNode> task : flow.get(i).properties()) {
        String body = DefinitionNode.below(pointer, task.getKey());
        item.set(task.getKey(), emptied(task.getValue(), body, tasks, pointers));
      }
    }
  }

  /** Copies the definition, its components, a task, its fork or its catch; moves their flows. */
  private static ObjectNode emptied(
      JsonNode holder, String at, ArrayNode tasks, List<String> pointers) {
    ObjectNode shallow = Json.object();
    for (Map.Entry<String, JsonNode> member : holder.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      String pointer = at + "/" + name;
      switch (name) {
        case "do", "try", "branches" -> {
          flatten(value, pointer, tasks, pointers);
          shallow.putArray(name);
        }
        case "fork", "catch", "use" -> shallow.set(name, emptied(value, pointer, tasks, pointers));
        case "functions" -> shallow.set(name, functions(value, pointer, tasks, pointers));
        default -> shallow.set(name, value);
      }
    }
    return shallow;
  }

  private static ObjectNode functions(
      JsonNode functions, String at, ArrayNode tasks, List<String> pointers) {
    ObjectNode shallow = Json.object();
    for (Map.Entry<String, JsonNode> function : functions.properties()) {
      String pointer = DefinitionNode.below(at, function.getKey());
      shallow.set(function.getKey(), emptied(function.getValue(), pointer, tasks, pointers));
    }
    return shallow;
  }

  /** Returns one message for each location that contains no other refused location. */
  private static Map<String, String> mostSpecific(List<Error> errors) {
    Map<String, String> places = new TreeMap<>();
    for (Error error : errors) {
      places.putIfAbsent(
          error.getInstanceLocation().toString(),
          "the DSL's published schema refuses this: " + error.getMessage());
    }
    List<String> all = List.copyOf(places.keySet());
    places.keySet().removeIf(p -> all.stream().anyMatch(other -> other.startsWith(p + "/")));
    return places;
  }

  private static String original(String pointer, List<String> pointers) {
    if (!pointer.startsWith("/do/")) {
      return pointer;
    }
    int end = pointer.indexOf('/', 4);
    String index = end < 0 ? pointer.substring(4) : pointer.substring(4, end);
    return pointers.get(Integer.parseInt(index)) + (end < 0 ? "" : pointer.substring(end));
  }

  private static Schema load() {
    try (InputStream yaml = Workflow.class.getResourceAsStream("/schema/workflow.yaml")) {
      if (yaml == null) {
        throw new IllegalStateException("schema/workflow.yaml is missing in the DSL's library");
      }
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(yaml, InputFormat.YAML);
    } catch (IOException e) {
      throw new UncheckedIOException("the DSL's published schema cannot be read", e);
    }
  }
}
