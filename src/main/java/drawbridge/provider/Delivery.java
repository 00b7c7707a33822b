package drawbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A received request, as signatures and handshakes need it. Not thread safe. Not a record, since a
 * record prints itself and a request may contain secrets.
 */
public final class Delivery {

  /**
   * The received body. Implementations read it once, and limit the memory that its document takes.
   */
  public interface Content {

    /** Returns the bytes as received; do not change them. */
    byte[] raw();

    /**
     * Whether the document holds the fields of a form: {@code application/x-www-form-urlencoded} or
     * {@code multipart/form-data}.
     */
    boolean isForm();

    /** Returns the document of {@link Delivery#json}. Called at most once. */
    JsonNode document();
  }

  private final String method;
  private final String url;
  private final Map<String, List<String>> headers;
  private final @Nullable String rawQuery;
  private final Content body;
  private @Nullable SortedMap<String, List<String>> query;
  private @Nullable SortedMap<String, List<String>> form;
  private @Nullable JsonNode document;

  /**
   * @param method in upper case
   * @param url the URL that the sender used, without its query
   * @param headers all values of each header
   * @param rawQuery the query as received, without the question mark; null for none
   */
  public Delivery(
      String method,
      String url,
      Map<String, List<String>> headers,
      @Nullable String rawQuery,
      Content body) {
    this.method = method;
    this.url = url;
    this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.headers.putAll(headers);
    this.rawQuery = rawQuery;
    this.body = body;
  }

  /** Creates a view of a request with another document. */
  private Delivery(Delivery request, JsonNode document) {
    method = request.method;
    url = request.url;
    headers = request.headers;
    rawQuery = request.rawQuery;
    body = request.body;
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
    return body.raw();
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
    return parameters().getOrDefault(name, List.of());
  }

  /** Returns all decoded values of each query parameter, sorted by name; do not change them. */
  public SortedMap<String, List<String>> parameters() {
    if (query == null) {
      query = QueryParameters.in(rawQuery);
    }
    return query;
  }

  /** Returns the decoded value of a query parameter; empty when it is missing or repeated. */
  public Optional<String> parameter(String name) {
    return only(parameters(name));
  }

  /** Whether the body is a form. Its fields may still be unreadable. */
  public boolean isForm() {
    return body.isForm();
  }

  /** Returns the texts of a form, sorted by name; none when the body is not a form. */
  public SortedMap<String, List<String>> form() {
    if (form == null) {
      form = isForm() ? texts(json()) : new TreeMap<>();
    }
    return form;
  }

  /** Whether every field of a form is a text, so that {@link #form} has the whole body. */
  public boolean hasOnlyTexts() {
    return json().isObject() && fields(json()).allMatch(field -> field.getValue().isTextual());
  }

  /**
   * Returns the body as a document: JSON, or an object of the fields of a form, in which a repeated
   * field is an array and a file is an object. {@link JsonNode#isMissingNode Missing} when the body
   * is neither.
   */
  public JsonNode json() {
    if (document == null) {
      document = body.document();
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

  /** Whether the body is a form with exactly these texts, each of them once. */
  public boolean hasFields(Set<String> names) {
    return isForm() && hasMembers(names) && json().valueStream().allMatch(JsonNode::isTextual);
  }

  /** Whether a JSON pointer of the document refers to an empty array. */
  public boolean hasEmptyArray(String pointer) {
    return json().at(pointer) instanceof ArrayNode array && array.isEmpty();
  }

  private static SortedMap<String, List<String>> texts(JsonNode form) {
    SortedMap<String, List<String>> texts = new TreeMap<>();
    fields(form)
        .filter(field -> field.getValue().isTextual())
        .forEach(
            field ->
                texts
                    .computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                    .add(field.getValue().asText()));
    return texts;
  }

  /** Returns every field of a form; a repeated one for each of its values. */
  private static Stream<Map.Entry<String, JsonNode>> fields(JsonNode form) {
    return form.propertyStream()
        .flatMap(
            field ->
                field.getValue() instanceof ArrayNode several
                    ? several.valueStream().map(value -> Map.entry(field.getKey(), value))
                    : Stream.of(field));
  }

  private static Optional<String> only(List<String> values) {
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}
