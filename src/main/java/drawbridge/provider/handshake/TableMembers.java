package drawbridge.provider.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.provider.DeliveryPart;
import java.util.ArrayList;
import java.util.List;

/**
 * An object of the table, read member by member; what nobody asked for is a fault. Every fault is
 * an {@link IllegalStateException} that names the place.
 */
final class TableMembers {

  private final String place;
  private final ObjectNode rest;

  /**
   * @param place for faults: the row, then the members on the way
   */
  TableMembers(String place, JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw fault(place, "must be an object");
    }
    this.place = place;
    this.rest = object.deepCopy();
  }

  static IllegalStateException fault(String place, String detail) {
    return new IllegalStateException("handshakes.yaml: " + place + " " + detail);
  }

  IllegalStateException fault(String detail) {
    return fault(place, detail);
  }

  boolean has(String name) {
    return rest.has(name);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    rest.fieldNames().forEachRemaining(names::add);
    return names;
  }

  TableMembers object(String name) {
    return new TableMembers(below(name), take(name));
  }

  String text(String name) {
    JsonNode value = take(name);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw fault(below(name), "must be a text");
    }
    return value.asText();
  }

  int number(String name, int least, int most) {
    JsonNode value = take(name);
    if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
      throw fault(below(name), "must be a whole number from " + least + " to " + most);
    }
    return value.asInt();
  }

  /** Only {@code true} may be written; what is left out is false. */
  boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    JsonNode value = take(name);
    if (!value.isBoolean() || !value.asBoolean()) {
      throw fault(below(name), "must be true, or be left out");
    }
    return true;
  }

  /** Each element as an object. */
  List<TableMembers> objects(String name) {
    List<TableMembers> objects = new ArrayList<>();
    for (JsonNode element : array(name)) {
      objects.add(new TableMembers(below(name) + "/" + objects.size(), element));
    }
    return objects;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name)) {
      if (!element.isTextual()) {
        throw fault(below(name), "must be a list of texts");
      }
      texts.add(element.asText());
    }
    return texts;
  }

  /** All that is left is the place of a text. */
  DeliveryPart part() {
    try {
      DeliveryPart part = DeliveryPart.of(rest.deepCopy());
      rest.removeAll();
      return part;
    } catch (IllegalArgumentException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
  }

  JsonNode take(String name) {
    JsonNode value = rest.remove(name);
    if (value == null) {
      throw fault(below(name), "is missing");
    }
    return value;
  }

  /** Nothing may be left. */
  void end() {
    if (!rest.isEmpty()) {
      throw fault(below(names().get(0)), "is not a member that a table knows");
    }
  }

  private JsonNode array(String name) {
    JsonNode value = take(name);
    if (!value.isArray()) {
      throw fault(below(name), "must be a list");
    }
    return value;
  }

  private String below(String name) {
    return place + "/" + name;
  }
}
