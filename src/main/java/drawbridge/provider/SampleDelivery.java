package drawbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.UnreadableJson;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sample of an event, which is signed as its provider signs events. Parts are put into it before
 * the signature. Not thread safe. Not a record, since it holds a signature or a secret.
 */
public final class SampleDelivery {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final String method;
  private final String url;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> query = new LinkedHashMap<>();
  private String body;

  /**
   * @param url without its query
   * @param headers with the media type of the body
   */
  public SampleDelivery(String method, String url, Map<String, String> headers, String body) {
    this.method = method;
    this.url = url;
    this.headers.putAll(headers);
    this.body = body;
  }

  public String method() {
    return method;
  }

  /** Returns the headers by name, in any case; do not change them. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns the query parameters by name; do not change them. */
  public Map<String, String> query() {
    return query;
  }

  public byte[] body() {
    return body.getBytes(UTF_8);
  }

  /** Returns whether the body is a form with encoded fields. */
  public boolean isForm() {
    return headers.getOrDefault("Content-Type", "").startsWith(FORM);
  }

  /** Returns a new id, as a sender gives one to an event. */
  public String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Puts a text into a part. Returns false when the body cannot hold it. */
  public boolean put(DeliveryPart part, String text) {
    if (part.header() != null) {
      headers.put(part.header(), text);
    } else if (part.query() != null) {
      query.put(part.query(), text);
    } else {
      return putInBody(JsonPointer.compile(part.pointer()), text);
    }
    return true;
  }

  private boolean putInBody(JsonPointer at, String text) {
    if (isForm()) {
      body += (body.isEmpty() ? "" : "&") + encoded(at.getMatchingProperty()) + "=" + encoded(text);
      return at.tail().matches();
    }
    JsonNode document = document();
    boolean isPut = put(document, at, text);
    if (isPut) {
      body = Json.write(document);
    }
    return isPut;
  }

  /** Adds objects that are missing on the way. */
  private static boolean put(JsonNode tree, JsonPointer at, String text) {
    if (tree instanceof ArrayNode array && array.has(at.getMatchingIndex())) {
      return put(array.get(at.getMatchingIndex()), at.tail(), text);
    }
    if (!(tree instanceof ObjectNode object) || at.matches()) {
      return false;
    }
    String name = at.getMatchingProperty();
    if (at.tail().matches()) {
      object.put(name, text);
      return true;
    }
    return put(object.has(name) ? object.get(name) : object.putObject(name), at.tail(), text);
  }

  private JsonNode document() {
    try {
      return Json.read(body);
    } catch (UnreadableJson e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns the sample as its receiver sees it. */
  public Delivery delivery() {
    return delivery(new Body());
  }

  /** Returns the sample as its receiver sees it, with a body that the receiver reads. */
  public Delivery delivery(Delivery.Content content) {
    return new Delivery(
        method,
        url,
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue()))),
        queryString(),
        content);
  }

  private @Nullable String queryString() {
    return query.isEmpty()
        ? null
        : query.entrySet().stream()
            .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** The body, as a signature sees it. */
  private final class Body implements Delivery.Content {
    @Override
    public byte[] raw() {
      return body();
    }

    @Override
    public boolean isForm() {
      return SampleDelivery.this.isForm();
    }

    @Override
    public JsonNode document() {
      if (!isForm()) {
        return SampleDelivery.this.document();
      }
      ObjectNode fields = Json.object();
      QueryParameters.in(body)
          .forEach((name, values) -> fields.put(name, values.get(values.size() - 1)));
      return fields;
    }
  }

  /** Returns nothing of its content. */
  @Override
  public String toString() {
    return "SampleDelivery";
  }
}
