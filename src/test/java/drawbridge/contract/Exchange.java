package drawbridge.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One request of a case and its expected answer.
 *
 * @param json the request in the file, with placeholders
 */
public record Exchange(JsonNode json) {

  private static final Set<String> MEMBERS =
      Set.of(
          "method",
          "path",
          "headers",
          "body",
          "rawBody",
          "charset",
          "copies",
          "expect",
          "expectOthers");

  static Exchange of(JsonNode json) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException("a request has no member " + name);
              }
            });
    if (!json.path("path").isTextual() || !json.path("expect").path("status").isInt()) {
      throw new IllegalArgumentException("a request must have path and expect.status");
    }
    return new Exchange(json);
  }

  /** Returns the number of concurrent copies; one by default. */
  int copies() {
    return json.path("copies").asInt(1);
  }

  JsonNode expect() {
    return json.path("expect");
  }

  /** Returns the expected answer of all copies but one. */
  JsonNode expectOthers() {
    return json.path("expectOthers");
  }

  String path() {
    return json.path("path").textValue();
  }

  /** Returns the request. By default it has the secret header and is JSON. */
  Wire.Request toRequest(Bindings bindings) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Inbound-Webhook-Secret", bindings.fill("{secret}"));
    String method = json.path("method").asText("POST");
    if (method.equals("POST")) {
      headers.put("Content-Type", "application/json");
    }
    json.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    headers.values().removeIf("<absent>"::equals);
    headers.replaceAll((name, value) -> bindings.fill(value));
    Charset charset = Charset.forName(json.path("charset").asText(UTF_8.name()));
    return new Wire.Request(method, bindings.fill(path()), headers, body(bindings), charset);
  }

  private String body(Bindings bindings) {
    if (json.has("rawBody")) {
      return bindings.fill(json.path("rawBody").asText());
    }
    return json.has("body") ? bindings.fill(Json.write(json.path("body"))) : "";
  }
}
