package drawbridge.console.boundary.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Converts the fields of the trigger form to the JSON of the operators' API. A field has the path
 * of its member as name, such as {@code signature.scheme}. Not a record: records print their
 * secrets.
 */
final class SetupFields {

  /** The members of a setup with fields of their own. The field {@code more} has the others. */
  private static final Set<String> OWN =
      Set.of(
          "preset",
          "presetVersion",
          "workflow",
          "stateValues",
          "secretRequired",
          "signature",
          "handshake",
          "uidFrom",
          "mediaTypes",
          "acceptedStatus",
          "rate");

  private final Map<String, String> fields;

  /**
   * @param fields the request parameters, blank ones included
   */
  SetupFields(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Returns the setup, secrets included.
   *
   * @param faults receives a fault for each field with invalid JSON
   */
  ObjectNode toJson(List<Fault> faults) {
    ObjectNode json = more(faults);
    text("preset").ifPresent(text -> json.put("preset", text));
    text("presetVersion").ifPresent(text -> json.set("presetVersion", number(text)));
    text("workflow").ifPresent(text -> json.put("workflow", text));
    text("stateValues")
        .flatMap(text -> tree("/stateValues", text, faults))
        .ifPresent(tree -> json.set("stateValues", tree));
    json.put("secretRequired", text("secretRequired").isPresent());
    nested(json, "signature", "scheme", faults);
    nested(json, "handshake", "provider", faults);
    text("uidFrom")
        .ifPresent(kind -> json.putObject("uidFrom").put(kind, text("uidFrom.value").orElse("")));
    text("mediaTypes")
        .ifPresent(
            text ->
                List.of(text.split("[,\\s]+"))
                    .forEach(type -> json.withArray("/mediaTypes").add(type)));
    text("acceptedStatus")
        .filter(text -> !json.has("reply")) // the other form of the same setting
        .ifPresent(text -> json.set("acceptedStatus", number(text)));
    text("rate.perSecond")
        .ifPresent(
            text -> {
              ObjectNode rate = json.putObject("rate");
              rate.set("perSecond", number(text));
              text("rate.burst").ifPresent(burst -> rate.set("burst", number(burst)));
            });
    return json;
  }

  /** Returns the members of a setup without fields of their own. */
  static ObjectNode withoutFields(ObjectNode setup) {
    return setup.deepCopy().without(OWN);
  }

  /** Whether a fault is of a member without a field of its own. */
  static boolean isWithoutField(Fault fault) {
    return !fault.pointer().isEmpty()
        && !fault.pointer().equals("/name")
        && OWN.stream()
            .noneMatch(
                it ->
                    fault.pointer().equals("/" + it) || fault.pointer().startsWith("/" + it + "/"));
  }

  private ObjectNode more(List<Fault> faults) {
    Optional<JsonNode> read = text("more").flatMap(text -> tree("/more", text, faults));
    if (read.isPresent() && !read.get().isObject()) {
      faults.add(Fault.at("/more", "must be a JSON object"));
    }
    ObjectNode json = Json.object();
    read.ifPresent(
        tree ->
            tree.forEachEntry(
                (name, value) -> {
                  if (OWN.contains(name)) {
                    faults.add(Fault.at("/more", "must not have " + name + ", which has a field"));
                  } else {
                    json.set(name, value);
                  }
                }));
    return json;
  }

  /** Adds an object with all its fields when its key field is set. */
  private void nested(ObjectNode json, String owner, String key, List<Fault> faults) {
    Optional<String> name = text(owner + "." + key);
    if (name.isEmpty()) {
      return;
    }
    ObjectNode object = json.putObject(owner);
    fields.keySet().stream()
        .filter(field -> field.startsWith(owner + "."))
        .sorted()
        .forEach(
            field -> {
              String member = field.substring(owner.length() + 1);
              text(field)
                  .flatMap(text -> value("/" + owner + "/" + member, text, faults))
                  .ifPresent(value -> object.set(member, value));
            });
  }

  /** Returns an object for a text that starts like one, otherwise the text. */
  private static Optional<JsonNode> value(String pointer, String text, List<Fault> faults) {
    return text.startsWith("{") && !text.startsWith("{body}") && text.contains(":")
        ? tree(pointer, text, faults)
        : Optional.of(Json.NODES.textNode(text));
  }

  private static Optional<JsonNode> tree(String pointer, String text, List<Fault> faults) {
    try {
      return Optional.of(Json.MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      faults.add(Fault.at(pointer, "must be JSON"));
      return Optional.empty();
    }
  }

  private static JsonNode number(String text) {
    return text.matches("\\d{1,7}")
        ? Json.NODES.numberNode(Integer.parseInt(text))
        : Json.NODES.textNode(text);
  }

  /** Returns a field; empty when blank. Strips whitespace except around secrets. */
  private Optional<String> text(String name) {
    String text = fields.getOrDefault(name, "");
    boolean isSecret = name.endsWith(".secret") || name.endsWith(".token");
    return Optional.of(isSecret ? text : text.strip()).filter(it -> !it.isEmpty());
  }
}
