package drawbridge.platform.binding;

import drawbridge.platform.Fault;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Binds JSON to records and records to JSON. Thread safe. */
public final class JsonBinding {

  private static final String UNREADABLE = "The stored text is not JSON.";

  private static final Jsonb JSONB =
      JsonbBuilder.create(new JsonbConfig().withSerializers(new RecordSerializer()));

  private JsonBinding() {}

  /**
   * Binds an object to a record. A member that is {@code null} is not set.
   *
   * @param type a public record of strings, numbers, booleans, JSON values, lists and records
   * @param faults receives every fault: unknown members, wrong JSON types, violated constraints
   * @return empty when a fault was found
   */
  public static <T extends Record> Optional<T> read(
      JsonObject json, Class<T> type, List<Fault> faults) {
    return read(json, type, (record, none) -> {}, faults);
  }

  /**
   * Binds an object to a record like {@link #read(JsonObject, Class, List)}, with a check that
   * needs more than the record.
   *
   * @param check adds faults of the record; any of its components may be null or invalid
   */
  public static <T extends Record> Optional<T> read(
      JsonObject json, Class<T> type, BiConsumer<T, List<Fault>> check, List<Fault> faults) {
    ShapeCheck shape = new ShapeCheck();
    JsonObject bindable = shape.object(json, type, "");
    T bound = JSONB.fromJson(bindable.toString(), type);
    List<Fault> violations = new ArrayList<>(Violations.of(bound));
    check.accept(bound, violations);
    List<Fault> found = shape.faults(violations);
    for (RecordComponent component : type.getRecordComponents()) {
      AsWhole whole = component.getAnnotation(AsWhole.class);
      String pointer = "/" + component.getName();
      boolean isFaulty = found.removeIf(it -> whole != null && isWithin(pointer, it.pointer()));
      boolean hasNull =
          json.get(component.getName()) instanceof JsonObject object
              && object.containsValue(JsonValue.NULL);
      if (whole != null && (isFaulty || hasNull)) {
        found.add(Fault.at(pointer, whole.value()));
      }
    }
    faults.addAll(found);
    return found.isEmpty() ? Optional.of(bound) : Optional.empty();
  }

  /**
   * Binds an object whose constraints were checked earlier, such as a stored one. Checks the shape
   * only.
   *
   * @param faults receives unknown members and wrong JSON types
   * @return empty when a fault was found
   */
  public static <T extends Record> Optional<T> bind(
      JsonObject json, Class<T> type, List<Fault> faults) {
    ShapeCheck shape = new ShapeCheck();
    JsonObject bindable = shape.object(json, type, "");
    List<Fault> found = shape.faults(List.of());
    faults.addAll(found);
    return found.isEmpty()
        ? Optional.of(JSONB.fromJson(bindable.toString(), type))
        : Optional.empty();
  }

  private static boolean isWithin(String outer, String pointer) {
    return pointer.equals(outer) || pointer.startsWith(outer + "/");
  }

  /** Returns the JSON text of a record. Components that are {@code null} are left out. */
  public static String write(Record record) {
    return JSONB.toJson(record);
  }

  /** Returns an object from well-formed JSON. */
  public static JsonObject object(String text) {
    return (JsonObject) Objects.requireNonNull(document(text));
  }

  /**
   * Returns an object from a stored text that another version may have written. A text that is no
   * JSON object becomes the member {@code unreadable}, which no record has.
   */
  public static JsonObject stored(String text) {
    try {
      if (document(text) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonException e) {
      // becomes the member below
    }
    return Json.createObjectBuilder().add("unreadable", text).build();
  }

  /**
   * Returns a stored document for display, as {@link #document} does. A damaged one becomes {@code
   * {"unreadable": reason}}, so that the other data are shown.
   */
  public static @Nullable JsonValue shown(@Nullable String text) {
    try {
      return document(text);
    } catch (RuntimeException e) { // the parser's limits are of several types
      return Json.createObjectBuilder().add("unreadable", UNREADABLE).build();
    }
  }

  /**
   * Returns a document without a fixed shape as a value that records hold and JSON-B writes.
   * Numbers keep their digits.
   *
   * @param text well-formed JSON; null gives null
   */
  public static @Nullable JsonValue document(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }
}
