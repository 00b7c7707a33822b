package drawbridge.provider.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.provider.DeliveryPart;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an object of the table member by member; an unread member is a fault. Every fault is an
 * {@link IllegalStateException} that names the path of the member.
 */
final class TableMembers {

  private final String path;
  private final ObjectNode rest;

  /**
   * @param path the row and the enclosing members, for faults
   */
  TableMembers(String path, JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw fault(path, "must be an object");
    }
    this.path = path;
    this.rest = object.deepCopy();
  }

  static IllegalStateException fault(String path, String detail) {
    return new IllegalStateException("handshakes.yaml: " + path + " " + detail);
  }

  IllegalStateException fault(String detail) {
    return fault(path, detail);
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

  /** Returns true for {@code true} and false for an absent member; any other value is a fault. */
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

  /** Returns each element as an object. */
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

  /** Reads all remaining members as a {@link DeliveryPart}. */
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

  /** Checks that every member was read. */
  void end() {
    if (!rest.isEmpty()) {
      throw fault(below(names().get(0)), "is not a known member");
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
    return path + "/" + name;
  }
}
