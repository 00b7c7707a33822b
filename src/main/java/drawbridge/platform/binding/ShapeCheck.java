package drawbridge.platform.binding;

import drawbridge.platform.Fault;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares JSON with the components of a record. JSON-B ignores unknown members and converts
 * between JSON types; this step refuses both. Reports every difference and returns what JSON-B can
 * bind.
 */
final class ShapeCheck {

  private final Map<String, Fault> faults = new HashMap<>();

  /** Returns the members that JSON-B can bind. */
  JsonObject object(JsonObject json, Class<?> type, String at) {
    Map<String, Type> components = new HashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      components.put(component.getName(), component.getGenericType());
    }
    JsonObjectBuilder kept = Json.createObjectBuilder();
    json.forEach(
        (name, value) -> {
          String pointer = at + "/" + Json.encodePointer(name);
          Type expected = components.get(name);
          if (expected == null) {
            fault(pointer, "is not known here");
          } else if (value != JsonValue.NULL) {
            value(value, expected, pointer).ifPresent(it -> kept.add(name, it));
          }
        });
    return kept.build();
  }

  /** Returns the differences, and the violations of members that have none, by their pointers. */
  List<Fault> faults(List<Fault> violations) {
    List<Fault> all = new ArrayList<>(faults.values());
    violations.stream().filter(it -> !faults.containsKey(it.pointer())).forEach(all::add);
    all.sort((one, other) -> one.pointer().compareTo(other.pointer()));
    return all;
  }

  private Optional<? extends JsonValue> value(JsonValue json, Type expected, String at) {
    if (expected instanceof ParameterizedType list) {
      return json instanceof JsonArray array
          ? Optional.of(array(array, list.getActualTypeArguments()[0], at))
          : fault(at, "must be an array");
    }
    Class<?> type = (Class<?>) expected;
    if (type == JsonValue.class) {
      return Optional.of(json);
    }
    if (type.isRecord() && json instanceof JsonObject object) {
      return Optional.of(object(object, type, at));
    }
    return isOf(json, type) ? Optional.of(json) : fault(at, "must be " + words(type));
  }

  /** Keeps the index of every element: one that cannot be bound becomes null. */
  private JsonArray array(JsonArray json, Type expected, String at) {
    JsonArrayBuilder kept = Json.createArrayBuilder();
    for (int index = 0; index < json.size(); index++) {
      JsonValue element = json.get(index);
      Optional<? extends JsonValue> bindable =
          element == JsonValue.NULL ? Optional.empty() : value(element, expected, at + "/" + index);
      kept.add(bindable.isPresent() ? bindable.get() : JsonValue.NULL);
    }
    return kept.build();
  }

  private static boolean isOf(JsonValue json, Class<?> type) {
    ValueType found = json.getValueType();
    if (type == Integer.class) {
      return json instanceof JsonNumber number && isInt(number.bigDecimalValue());
    }
    if (type == Boolean.class) {
      return found == ValueType.TRUE || found == ValueType.FALSE;
    }
    return found == (type == String.class ? ValueType.STRING : ValueType.OBJECT);
  }

  /** Whether the number is written without a fraction and an exponent and fits an int. */
  private static boolean isInt(BigDecimal number) {
    return number.scale() == 0 && number.unscaledValue().bitLength() < Integer.SIZE;
  }

  private static String words(Class<?> type) {
    if (type == Integer.class) {
      return "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    return type == String.class ? "a string" : "an object";
  }

  private Optional<JsonValue> fault(String pointer, String detail) {
    faults.put(pointer, Fault.at(pointer, detail));
    return Optional.empty();
  }
}
