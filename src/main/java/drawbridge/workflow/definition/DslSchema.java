package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import drawbridge.platform.Json;
import io.serverlessworkflow.api.types.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The DSL's published schema, out of the library's jar; the only class that knows the library.
 *
 * <p>Every task is checked by itself, its own flows emptied: the schema tries all kinds of task on
 * every task, two of them have a {@code do}, and so nesting would double the work at every level.
 */
final class DslSchema {

  private final Schema schema = load();

  /** Adds one fault for each place that the schema refuses. Thread safe. */
  void check(JsonNode definition, Diagnostics diagnostics) {
    List<String> pointers = new ArrayList<>();
    ObjectNode flat = Json.object();
    ArrayNode tasks = Json.NODES.arrayNode();
    definition
        .properties()
        .forEach(
            member -> {
              if (member.getKey().equals("do")) {
                flatten(member.getValue(), "/do", tasks, pointers);
              } else {
                flat.set(member.getKey(), member.getValue());
              }
            });
    flat.set("do", tasks);
    mostSpecific(schema.validate(flat))
        .forEach((place, detail) -> diagnostics.add(original(place, pointers), detail));
  }

  /** Moves the tasks of a flow, and of the flows inside them, into one list. */
  private static void flatten(JsonNode flow, String at, ArrayNode tasks, List<String> pointers) {
    for (int i = 0; i < flow.size(); i++) {
      ObjectNode item = Json.object();
      tasks.add(item);
      String pointer = at + "/" + i;
      pointers.add(pointer);
      flow.get(i)
          .properties()
          .forEach(
              task -> {
                String place = DefinitionNode.below(pointer, task.getKey());
                item.set(task.getKey(), emptied(task.getValue(), place, tasks, pointers));
              });
    }
  }

  private static JsonNode emptied(
      JsonNode task, String at, ArrayNode tasks, List<String> pointers) {
    ObjectNode shallow = Json.object();
    task.properties()
        .forEach(
            member -> {
              String name = member.getKey();
              JsonNode value = member.getValue();
              String place = at + "/" + name;
              shallow.set(
                  name,
                  switch (name) {
                    case "do", "try" -> moved(value, place, tasks, pointers);
                    case "fork" -> without("branches", value, place, tasks, pointers);
                    case "catch" -> without("do", value, place, tasks, pointers);
                    default -> value;
                  });
            });
    return shallow;
  }

  private static JsonNode without(
      String flow, JsonNode holder, String at, ArrayNode tasks, List<String> pointers) {
    ObjectNode shallow = Json.object();
    holder
        .properties()
        .forEach(
            member ->
                shallow.set(
                    member.getKey(),
                    member.getKey().equals(flow)
                        ? moved(member.getValue(), at + "/" + flow, tasks, pointers)
                        : member.getValue()));
    return shallow;
  }

  private static JsonNode moved(JsonNode flow, String at, ArrayNode tasks, List<String> pointers) {
    flatten(flow, at, tasks, pointers);
    return Json.NODES.arrayNode();
  }

  /** One sentence for each place that has no refused place inside it. */
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

  private static String original(String place, List<String> pointers) {
    if (!place.startsWith("/do/")) {
      return place;
    }
    int end = place.indexOf('/', 4);
    String index = end < 0 ? place.substring(4) : place.substring(4, end);
    return pointers.get(Integer.parseInt(index)) + (end < 0 ? "" : place.substring(end));
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
