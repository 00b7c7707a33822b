package drawbridge.provider.preset;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event as the provider sends it, without its signature. At most one of {@code json}, {@code
 * form} and {@code text} is the body.
 *
 * @param headers text by name; the media type of the body is added where it is missing
 * @param query text by name
 * @param form text by name
 */
public record TestRequest(
    @NotNull @OneOf({"POST", "GET", "PUT", "PATCH", "DELETE"}) String method,
    JsonObject headers,
    JsonObject query,
    @Nullable JsonValue json,
    @Nullable JsonObject form,
    @Size(min = 1) @Nullable String text)
    implements SelfChecked {

  private static final String CONTENT_TYPE = "Content-Type";

  public TestRequest {
    headers = headers == null ? JsonValue.EMPTY_JSON_OBJECT : headers;
    query = query == null ? JsonValue.EMPTY_JSON_OBJECT : query;
  }

  @Override
  public void check(List<Fault> faults) {
    if (Stream.of(json, form, text).filter(it -> it != null).count() > 1) {
      faults.add(Fault.at("", "must have one body only: json, form or text"));
    }
    checkTexts("/headers", headers, faults);
    checkTexts("/query", query, faults);
    checkTexts("/form", form == null ? JsonValue.EMPTY_JSON_OBJECT : form, faults);
  }

  private static void checkTexts(String at, JsonObject texts, List<Fault> faults) {
    texts.forEach(
        (name, value) -> {
          if (!(value instanceof JsonString)) {
            faults.add(Fault.at(at + "/" + name, "must be a string"));
          }
        });
  }

  /** Returns the body as it is sent; empty without one. */
  public String body() {
    if (json != null) {
      return json.toString();
    }
    return form == null ? String.valueOf(text == null ? "" : text) : encoded(form);
  }

  /** Returns all headers by name, in any case, with the media type of the body. */
  public Map<String, String> allHeaders() {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.keySet().forEach(name -> all.put(name, headers.getString(name)));
    if (json != null) {
      all.putIfAbsent(CONTENT_TYPE, "application/json");
    } else if (form != null) {
      all.putIfAbsent(CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    return all;
  }

  /** Returns the query, encoded; empty without parameters. */
  public String queryString() {
    return encoded(query);
  }

  private static String encoded(JsonObject texts) {
    return texts.keySet().stream()
        .map(name -> encoded(name) + "=" + encoded(texts.getString(name)))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
