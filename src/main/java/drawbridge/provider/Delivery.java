package drawbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was received: what signatures and handshakes look at. Used by one thread. Not a
 * record, since a record prints itself and this may hold secrets.
 */
public final class Delivery {

  private final String method;
  private final String url;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, List<String>> query;
  private final byte[] body;
  private @Nullable JsonNode json;

  /**
   * @param method in capitals
   * @param url the address as its sender knows it, without its query
   * @param headers all values of each, as they came
   * @param query all values of each parameter, decoded
   * @param body the bytes as they came; neither copied nor changed
   */
  @SuppressWarnings("ArrayIsStoredDirectly") // a MiB for each request is not copied
  public Delivery(
      String method,
      String url,
      Map<String, List<String>> headers,
      Map<String, List<String>> query,
      byte[] body) {
    this.method = method;
    this.url = url;
    this.headers.putAll(headers);
    this.query = Map.copyOf(query);
    this.body = body;
  }

  public String method() {
    return method;
  }

  public String url() {
    return url;
  }

  /** The bytes as they came. */
  public byte[] body() {
    return body;
  }

  /** All values of a header, whatever its case; none when it did not come. */
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** The value of a header that came exactly once. */
  public Optional<String> header(String name) {
    return only(headers(name));
  }

  /** All values of a query parameter, decoded; none when it did not come. */
  public List<String> parameters(String name) {
    return query.getOrDefault(name, List.of());
  }

  /** The decoded value of a query parameter that came exactly once. */
  public Optional<String> parameter(String name) {
    return only(parameters(name));
  }

  /** The body as JSON; missing ({@link JsonNode#isMissingNode}) when it is not one JSON text. */
  public JsonNode json() {
    if (json == null) {
      json = read(body);
    }
    return json;
  }

  private static JsonNode read(byte[] body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (IOException e) {
      return Json.NODES.missingNode(); // whoever needs it as JSON says what is wrong with it
    }
  }

  private static Optional<String> only(List<String> values) {
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}
