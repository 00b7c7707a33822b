package drawbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A received request, as signatures and handshakes need it. Not thread safe. Not a record, since a
 * record prints itself and a request may contain secrets.
 */
public final class Delivery {

  private final String method;
  private final String url;
  private final Map<String, List<String>> headers;
  private final @Nullable String rawQuery;
  private final byte[] body;
  private final Supplier<JsonNode> reader;
  private @Nullable SortedMap<String, List<String>> query;
  private @Nullable SortedMap<String, List<String>> form;
  private @Nullable JsonNode document;

  /**
   * @param method in upper case
   * @param url the URL that the sender used, without its query
   * @param headers all values of each header
   * @param rawQuery the query as received, without the question mark; null for none
   * @param body the bytes as received; neither copied nor changed
   */
  public Delivery(
      String method,
      String url,
      Map<String, List<String>> headers,
      @Nullable String rawQuery,
      byte[] body) {
    this(
        method,
        url,
        headers,
        rawQuery,
        body,
        () -> {
          Optional<String> type = headersOf(headers, "Content-Type");
          return FormParameters.isForm(type) ? tree(FormParameters.ofBody(body, type)) : read(body);
        });
  }

  /**
   * @param reader returns the document of the body: see {@link #json}. It is called at most once,
   *     and limits the memory that the document takes
   */
  @SuppressWarnings("ArrayIsStoredDirectly") // avoids copying a MiB for each request
  public Delivery(
      String method,
      String url,
      Map<String, List<String>> headers,
      @Nullable String rawQuery,
      byte[] body,
      Supplier<JsonNode> reader) {
    this.method = method;
    this.url = url;
    this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.headers.putAll(headers);
    this.rawQuery = rawQuery;
    this.body = body;
    this.reader = reader;
  }

  /** Creates a view of a request with another document. */
  private Delivery(Delivery request, JsonNode document) {
    method = request.method;
    url = request.url;
    headers = request.headers;
    rawQuery = request.rawQuery;
    body = request.body;
    reader = request.reader;
    form = request.form();
    this.document = document;
  }

  public String method() {
    return method;
  }

  public String url() {
    return url;
  }

  /** Returns the query as received with its question mark; empty when there is none. */
  public String query() {
    return rawQuery == null ? "" : "?" + rawQuery;
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
    if (query == null) {
      query = FormParameters.ofQuery(rawQuery);
    }
    return query.getOrDefault(name, List.of());
  }

  /** Returns the decoded value of a query parameter; empty when it is missing or repeated. */
  public Optional<String> parameter(String name) {
    return only(parameters(name));
  }

  /** Whether the media type is {@code application/x-www-form-urlencoded}. */
  public boolean isForm() {
    return FormParameters.isForm(header("Content-Type"));
  }

  /** Returns the decoded fields of a form, sorted by name; none when the body is not a form. */
  public SortedMap<String, List<String>> form() {
    if (form == null) {
      form = isForm() ? fields(json()) : new TreeMap<>();
    }
    return form;
  }

  /**
   * Returns the body as a document: JSON, or an object of the fields of a form, in which a repeated
   * field is an array. {@link JsonNode#isMissingNode Missing} when the body is neither.
   */
  public JsonNode json() {
    if (document == null) {
      document = reader.get();
    }
    return document;
  }

  /**
   * Returns the text of a scalar of the document; empty when it is missing, null or not a scalar.
   *
   * @param pointer a JSON pointer (RFC 6901)
   */
  public Optional<String> scalar(String pointer) {
    JsonNode value = json().at(pointer);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }

  /**
   * Returns a view for each element of an array in the document, with the element as its document;
   * none when there is no array.
   *
   * @param pointer to the array (RFC 6901); empty for the document itself
   */
  public List<Delivery> each(String pointer) {
    List<Delivery> views = new ArrayList<>();
    if (json().at(pointer) instanceof ArrayNode array) {
      array.forEach(it -> views.add(new Delivery(this, it)));
    }
    return views;
  }

  /** Whether the document is an object with exactly these members. */
  public boolean hasMembers(Set<String> names) {
    return json().isObject()
        && json().size() == names.size()
        && names.stream().allMatch(json()::has);
  }

  /** Whether the body is a form with exactly these fields, each of them once. */
  public boolean hasFields(Set<String> names) {
    return form().keySet().equals(names)
        && form().values().stream().allMatch(values -> values.size() == 1);
  }

  /** Whether a JSON pointer of the document refers to an empty array. */
  public boolean hasEmptyArray(String pointer) {
    return json().at(pointer) instanceof ArrayNode array && array.isEmpty();
  }

  private static JsonNode tree(SortedMap<String, List<String>> form) {
    ObjectNode tree = Json.object();
    form.forEach(
        (name, values) -> {
          if (values.size() == 1) {
            tree.put(name, values.get(0));
          } else {
            values.forEach(tree.putArray(name)::add);
          }
        });
    return tree;
  }

  private static SortedMap<String, List<String>> fields(JsonNode tree) {
    SortedMap<String, List<String>> fields = new TreeMap<>();
    tree.properties()
        .forEach(
            field -> {
              List<String> values = new ArrayList<>();
              if (field.getValue() instanceof ArrayNode several) {
                several.forEach(value -> values.add(value.asText()));
              } else {
                values.add(field.getValue().asText());
              }
              fields.put(field.getKey(), values);
            });
    return fields;
  }

  private static Optional<String> headersOf(Map<String, List<String>> headers, String name) {
    return only(
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(name))
            .flatMap(header -> header.getValue().stream())
            .toList());
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
