package drawbridge.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;

/** Compares a tree with the expectation of a case; see README.md beside the cases. */
final class Expected {

  private static final String ONLY = "<only>";
  private static final String ANY_ORDER = "<anyOrder>";

  private final Bindings bindings;

  Expected(Bindings bindings) {
    this.bindings = bindings;
  }

  /** Returns the first difference with its pointer; empty when there is none. */
  Optional<String> difference(JsonNode expected, JsonNode actual) {
    return at("", expected, actual);
  }

  private Optional<String> at(String pointer, JsonNode expected, JsonNode actual) {
    if (expected.isTextual()) {
      return text(pointer, expected.textValue(), actual);
    }
    if (expected instanceof ObjectNode object) {
      return actual.isObject()
          ? object(pointer, object, actual)
          : differs(pointer, object.toString(), actual);
    }
    if (expected instanceof ArrayNode array) {
      return array(pointer, array, actual);
    }
    return isSame(expected, actual)
        ? Optional.empty()
        : differs(pointer, expected.toString(), actual);
  }

  private Optional<String> object(String pointer, ObjectNode expected, JsonNode actual) {
    for (var member : expected.properties()) {
      if (!member.getKey().equals(ONLY)) {
        JsonNode value = actual.path(member.getKey());
        Optional<String> difference = at(pointer + "/" + member.getKey(), member.getValue(), value);
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    boolean isClosed = expected.has(ONLY) || expected.isEmpty();
    return actual.properties().stream()
        .filter(member -> isClosed && !expected.has(member.getKey()))
        .map(member -> pointer + ": unexpected member " + member.getKey())
        .findFirst();
  }

  private Optional<String> array(String pointer, ArrayNode expected, JsonNode actual) {
    boolean anyOrder = expected.path(0).asText().equals(ANY_ORDER);
    int size = expected.size() - (anyOrder ? 1 : 0);
    if (!actual.isArray() || actual.size() != size) {
      return differs(pointer, size + " elements", actual);
    }
    if (anyOrder) {
      return inAnyOrder(pointer, expected, actual);
    }
    for (int i = 0; i < size; i++) {
      Optional<String> difference = at(pointer + "/" + i, expected.path(i), actual.path(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<String> inAnyOrder(String pointer, ArrayNode expected, JsonNode actual) {
    ArrayNode left = actual.deepCopy();
    for (int i = 1; i < expected.size(); i++) {
      int found = 0;
      while (found < left.size() && at("", expected.get(i), left.get(found)).isPresent()) {
        found++;
      }
      if (found == left.size()) {
        return differs(pointer, "an element like " + expected.get(i), left);
      }
      left.remove(found);
    }
    return Optional.empty();
  }

  private Optional<String> text(String pointer, String expected, JsonNode actual) {
    boolean matches =
        switch (expected) {
          case "<absent>" -> actual.isMissingNode();
          case "<any>" -> !actual.isMissingNode() && !actual.isNull();
          case "<text>" -> actual.isTextual() && !actual.textValue().isBlank();
          case "<uuid>" -> isUuid(actual.asText());
          default -> actual.isTextual() && isOrBecomes(expected, actual.textValue());
        };
    return matches ? Optional.empty() : differs(pointer, bindings.fill(expected), actual);
  }

  private boolean isOrBecomes(String expected, String actual) {
    Matcher token = Bindings.TOKEN.matcher(expected);
    if (token.matches() && bindings.find(token.group(1)).isEmpty()) {
      bindings.capture(token.group(1), actual);
      return !actual.isBlank();
    }
    return bindings.fill(expected).equals(actual);
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Compares numbers by their text: {@code 1.0} differs from {@code 1.00} (C3). */
  private static boolean isSame(JsonNode expected, JsonNode actual) {
    return !actual.isMissingNode() && Json.write(expected).equals(Json.write(actual));
  }

  private static Optional<String> differs(String pointer, String expected, JsonNode actual) {
    String found = actual.isMissingNode() ? "nothing" : actual.toString();
    return Optional.of(
        (pointer.isEmpty() ? "the body" : pointer) + ": " + expected + " ≠ " + found);
  }
}
