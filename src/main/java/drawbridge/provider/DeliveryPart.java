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

/** A location of a text in a delivery: a header, a query parameter or a JSON pointer. */
public sealed interface DeliveryPart {

  /** The pattern of header names (RFC 9110 §5.6.2). */
  Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  /** The factory of each kind, by its name in JSON. */
  Map<String, Function<String, DeliveryPart>> KINDS =
      Map.of(
          "header", Header::new,
          "query", Query::new,
          "pointer", text -> new Pointer(JsonPointer.compile(text)));

  /** Returns the text; empty when it is missing, repeated, or not text. */
  Optional<String> in(Delivery delivery);

  /** Whether the part is present, once or repeated. */
  boolean isPresentIn(Delivery delivery);

  /**
   * Returns the JSON in tables and settings: {@code {"header": …}}, {@code {"query": …}} or {@code
   * {"pointer": …}}.
   */
  ObjectNode toJson();

  /** A header. */
  record Header(String name) implements DeliveryPart {
    public Header {
      if (!TOKEN.matcher(name).matches()) {
        throw new IllegalArgumentException("must be a header name");
      }
    }

    @Override
    public Optional<String> in(Delivery delivery) {
      return delivery.header(name);
    }

    @Override
    public boolean isPresentIn(Delivery delivery) {
      return !delivery.headers(name).isEmpty();
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("header", name);
    }
  }

  /** A query parameter. */
  record Query(String name) implements DeliveryPart {
    @Override
    public Optional<String> in(Delivery delivery) {
      return delivery.parameter(name);
    }

    @Override
    public boolean isPresentIn(Delivery delivery) {
      return !delivery.parameters(name).isEmpty();
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("query", name);
    }
  }

  /** A string or integer number in the JSON body (RFC 6901). */
  record Pointer(JsonPointer pointer) implements DeliveryPart {
    @Override
    public Optional<String> in(Delivery delivery) {
      return text(delivery.json().at(pointer));
    }

    @Override
    public boolean isPresentIn(Delivery delivery) {
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
   * @throws IllegalArgumentException with a message that states what it must be
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
