package drawbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A received request, as signatures and handshakes need it. Not thread safe. Not a record, since a
 * record prints itself and a request may contain secrets.
 */
public final class Delivery {

  private final String method;
  private final String url;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, List<String>> query;
  private final byte[] body;
  private @Nullable JsonNode json;

  /**
   * @param method in upper case
   * @param url the URL that the sender used, without its query
   * @param headers all values of each header
   * @param query all values of each parameter, decoded
   * @param body the bytes as received; neither copied nor changed
   */
  @SuppressWarnings("ArrayIsStoredDirectly") // avoids copying a MiB for each request
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

  /** Returns the bytes as received; do not change them. */
  public byte[] body() {
    return body;
  }

  /** Returns all values of a header, ignoring its case; none when it is missing. */
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** Returns the value of a header; empty when it is missing or repeated. */
  public Optional<String> header(String name) {
    return only(headers(name));
  }

  /** Returns all decoded values of a query parameter; none when it is missing. */
  public List<String> parameters(String name) {
    return query.getOrDefault(name, List.of());
  }

  /** Returns the decoded value of a query parameter; empty when it is missing or repeated. */
  public Optional<String> parameter(String name) {
    return only(parameters(name));
  }

  /** Returns the body as JSON; {@link JsonNode#isMissingNode missing} when it is not JSON. */
  public JsonNode json() {
    if (json == null) {
      json = read(body);
    }
    return json;
  }

  /** Whether the body is a JSON object with exactly these members. */
  public boolean hasMembers(Set<String> names) {
    return json().isObject()
        && json().size() == names.size()
        && names.stream().allMatch(json()::has);
  }

  private static JsonNode read(byte[] body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (IOException e) {
      return Json.NODES.missingNode();
    }
  }

  private static Optional<String> only(List<String> values) {
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}
