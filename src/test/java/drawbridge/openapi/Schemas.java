package drawbridge.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks values against OpenAPI 3.0 schemas. It supports the keywords that the shipped document
 * uses. An unknown member is a fault unless {@code additionalProperties} allows it.
 */
final class Schemas {

  private final JsonNode document;

  Schemas(JsonNode document) {
    this.document = document;
  }

  /** Returns the target of a reference, or the node itself if it is none. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? resolve(document.at(node.get("$ref").asText().substring(1))) : node;
  }

  /** Returns the faults of the value; {@code where} starts each. */
  List<String> faults(JsonNode schema, JsonNode value, String where) {
    JsonNode resolved = resolve(schema);
    if (value.isNull() && resolved.path("nullable").asBoolean()) {
      return List.of();
    }
    List<String> faults = new ArrayList<>(simpleFaults(resolved, value, where));
    for (JsonNode part : resolved.path("allOf")) {
      faults.addAll(partFaults(part, value, where));
    }
    if (resolved.has("oneOf")) {
      long fitting = 0;
      for (JsonNode choice : resolved.get("oneOf")) {
        fitting += faults(choice, value, where).isEmpty() ? 1 : 0;
      }
      if (fitting != 1) {
        faults.add(where + " fits " + fitting + " of its choices: " + value);
      }
    }
    if (resolved.has("anyOf")) {
      boolean fits = false;
      for (JsonNode choice : resolved.get("anyOf")) {
        fits |= faults(choice, value, where).isEmpty();
      }
      if (!fits) {
        faults.add(where + " fits none of its choices: " + value);
      }
    }
    if (value.isObject() && hasProperties(resolved) && isClosed(resolved)) {
      Set<String> known = properties(resolved);
      value
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!known.contains(name)) {
                  faults.add(where + "/" + name + " is not described");
                }
              });
    }
    return faults;
  }

  private List<String> partFaults(JsonNode part, JsonNode value, String where) {
    return faults(part, value, where).stream()
        .filter(f -> !f.endsWith("is not described"))
        .toList();
  }

  private boolean hasProperties(JsonNode schema) {
    return !properties(schema).isEmpty() || schema.path("additionalProperties").isBoolean();
  }

  private static boolean isClosed(JsonNode schema) {
    return !schema.path("additionalProperties").asBoolean(false);
  }

  private Set<String> properties(JsonNode schema) {
    JsonNode resolved = resolve(schema);
    Set<String> names = new HashSet<>();
    resolved.path("properties").fieldNames().forEachRemaining(names::add);
    resolved.path("allOf").forEach(part -> names.addAll(properties(part)));
    return names;
  }

  private List<String> simpleFaults(JsonNode schema, JsonNode value, String where) {
    List<String> faults = new ArrayList<>();
    if (!isOfType(schema.path("type").asText(), value)) {
      faults.add(where + " is not of type " + schema.get("type").asText() + ": " + value);
      return faults;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      faults.add(where + " is not one of " + schema.get("enum") + ": " + value);
    }
    for (JsonNode name : schema.path("required")) {
      if (value.isObject() && !value.has(name.asText())) {
        faults.add(where + "/" + name.asText() + " is missing");
      }
    }
    if (value.isTextual()) {
      textFault(schema, value.asText(), faults, where);
    }
    if (value.isNumber()
        && (value.asDouble() < schema.path("minimum").asDouble(-Double.MAX_VALUE)
            || value.asDouble() > schema.path("maximum").asDouble(Double.MAX_VALUE))) {
      faults.add(where + " is out of bounds: " + value);
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            each -> {
              if (value.has(each.getKey())) {
                String place = where + "/" + each.getKey();
                faults.addAll(faults(each.getValue(), value.get(each.getKey()), place));
              }
            });
    for (int index = 0; schema.has("items") && index < value.size(); index++) {
      faults.addAll(faults(schema.get("items"), value.get(index), where + "/" + index));
    }
    return faults;
  }

  private static boolean isOfType(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private static boolean contains(JsonNode choices, JsonNode value) {
    for (JsonNode choice : choices) {
      if (choice.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static void textFault(JsonNode schema, String text, List<String> faults, String where) {
    int least = schema.path("minLength").asInt(0);
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    boolean isFit =
        text.length() >= least
            && text.length() <= most
            && Pattern.compile(schema.path("pattern").asText("")).matcher(text).find()
            && isOfFormat(schema.path("format").asText(), text);
    if (!isFit) {
      faults.add(where + " is not a text as described: " + text);
    }
  }

  private static boolean isOfFormat(String format, String text) {
    try {
      return switch (format) {
        case "uuid" -> Ids.isUuid(text);
        case "date-time" -> Instant.parse(text) != null;
        default -> true;
      };
    } catch (RuntimeException e) {
      return false;
    }
  }
}
