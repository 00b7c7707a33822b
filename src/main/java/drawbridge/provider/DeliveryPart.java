package drawbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.SelfChecked;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A location of a text in a delivery: a header, a query parameter or a JSON pointer. Exactly one of
 * them is set.
 *
 * @param header a name (RFC 9110 §5.6.2)
 * @param query the name of a parameter
 * @param pointer to a string or an integer number in the JSON body (RFC 6901)
 */
public record DeliveryPart(
    @Nullable String header, @Nullable String query, @Nullable String pointer)
    implements SelfChecked {

  /** The regular expression of header names. */
  public static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}";

  /** The detail of the fault of a part. */
  public static final String EXPECTED = "must be an object with one text: header, query or pointer";

  @Override
  public void check(List<Fault> faults) {
    boolean isValid =
        Stream.of(header, query, pointer).filter(text -> text != null).count() == 1
            && (header == null || header.matches(TOKEN))
            && (query == null || !query.isEmpty())
            && (pointer == null || pointer.startsWith("/"));
    if (!isValid) {
      faults.add(Fault.at("", EXPECTED));
    }
  }

  /** Returns the text; empty when it is missing, repeated, or not text. */
  public Optional<String> in(Delivery delivery) {
    if (header != null) {
      return delivery.header(header);
    }
    return query != null ? delivery.parameter(query) : in(delivery.json());
  }

  /** Returns all texts: several when the header or parameter is repeated. */
  public List<String> allIn(Delivery delivery) {
    if (header != null) {
      return delivery.headers(header);
    }
    return query != null
        ? delivery.parameters(query)
        : in(delivery).map(List::of).orElse(List.of());
  }

  /** Returns the text at the pointer; empty when it is missing or not text. */
  public Optional<String> in(JsonNode body) {
    JsonNode value = body.at(pointer);
    return value.isTextual() || value.isIntegralNumber()
        ? Optional.of(value.asText())
        : Optional.empty();
  }
}
