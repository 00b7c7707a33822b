package drawbridge.platform.binding;

import jakarta.json.JsonValue;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the components of a record in the order of their declaration, and constants of enums in
 * lower case. JSON-B 3.0 knows no records, and the order of a provider that does is not specified.
 */
public final class RecordSerializer implements JsonbSerializer<Record> {

  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  @Override
  public void serialize(Record record, JsonGenerator out, SerializationContext context) {
    out.writeStartObject();
    for (RecordComponent component : COMPONENTS.get(record.getClass())) {
      write(component.getName(), value(record, component), out, context);
    }
    out.writeEnd();
  }

  /** Writes common types itself, which saves the lookup of a serializer. */
  private static void write(
      String name, @Nullable Object value, JsonGenerator out, SerializationContext context) {
    if (value instanceof String text) {
      out.write(name, text);
    } else if (value instanceof Integer number) {
      out.write(name, number);
    } else if (value instanceof JsonValue json) {
      out.write(name, json);
    } else if (value instanceof Enum<?> constant) {
      out.write(name, constant.name().toLowerCase(Locale.ROOT));
    } else if (value != null) {
      context.serialize(name, value, out);
    }
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + record.getClass() + " " + component, e);
    }
  }
}
