package drawbridge.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A place in a delivery where a text is found. */
public sealed interface DeliveryPart {

  /** The names that HTTP gives headers (RFC 9110 §5.6.2). */
  Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  /** Makes each kind of its text. */
  Map<String, Function<String, DeliveryPart>> KINDS =
      Map.of(
          "header", Header::new,
          "query", Query::new,
          "pointer", text -> new Pointer(JsonPointer.compile(text)));

  /** The text; empty when it is missing, comes more than once, or is none. */
  Optional<String> in(Delivery delivery);

  /** Whether it is there, once or several times. */
  boolean comesIn(Delivery delivery);

  /**
   * As tables and settings write it: {@code {"header": …}}, {@code {"query": …}} or {@code
   * {"pointer": …}}.
   */
  ObjectNode toJson();

  /** A header that comes once. */
  record Header(String name) implements DeliveryPart {
    public Header {
      if (!TOKEN.matcher(name).matches()) {
        throw new IllegalArgumentException("must be the name of a header");
      }
    }

    @Override
    public Optional<String> in(Delivery delivery) {
      return delivery.header(name);
    }

    @Override
    public boolean comesIn(Delivery delivery) {
      return !delivery.headers(name).isEmpty();
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("header", name);
    }
  }

  /** A query parameter that comes once. */
  record Query(String name) implements DeliveryPart {
    @Override
    public Optional<String> in(Delivery delivery) {
      return delivery.parameter(name);
    }

    @Override
    public boolean comesIn(Delivery delivery) {
      return !delivery.parameters(name).isEmpty();
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("query", name);
    }
  }

  /** A string, or an integer number as its decimal text, in the JSON body (RFC 6901). */
  record Pointer(JsonPointer pointer) implements DeliveryPart {
    @Override
    public Optional<String> in(Delivery delivery) {
      return text(delivery.json().at(pointer));
    }

    @Override
    public boolean comesIn(Delivery delivery) {
      return in(delivery).isPresent();
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("pointer", pointer.toString());
    }
  }

  private static Optional<String> text(JsonNode value) {
    return value.isTextual() || value.isIntegralNumber()
        ? Optional.of(value.asText())
        : Optional.empty();
  }

  /**
   * Reads what {@link #toJson} writes.
   *
   * @throws IllegalArgumentException with what it must be, for a person
   */
  static DeliveryPart of(JsonNode json) {
    if (json instanceof ObjectNode object && object.size() == 1) {
      String kind = object.fieldNames().next();
      String name = object.path(kind).asText();
      if (object.path(kind).isTextual() && !name.isEmpty() && KINDS.containsKey(kind)) {
        return Objects.requireNonNull(KINDS.get(kind)).apply(name);
      }
    }
    throw new IllegalArgumentException("must be an object with one text: header, query or pointer");
  }
}
