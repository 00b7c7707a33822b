package drawbridge.provider.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.fixture.Deliveries;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A request with a known signature, of the file {@code signatures.json} with its source. */
final class KnownRequest {

  private final JsonNode known;
  private final int number;

  private KnownRequest(JsonNode known, int number) {
    this.known = known;
    this.number = number;
  }

  static Stream<KnownRequest> all() {
    try (InputStream file =
        KnownRequest.class.getResourceAsStream("/drawbridge/provider/signatures.json")) {
      JsonNode all = Json.MAPPER.readTree(Objects.requireNonNull(file));
      List<KnownRequest> requests = new ArrayList<>();
      all.forEach(known -> requests.add(new KnownRequest(known, requests.size())));
      return requests.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KnownRequest of(String scheme) {
    return all().filter(it -> it.scheme().name().equals(scheme)).findFirst().orElseThrow();
  }

  Scheme scheme() {
    return Schemes.builtIn()
        .read(JsonBinding.object(known.path("settings").toString()), new ArrayList<>())
        .orElseThrow();
  }

  String secret() {
    return known.path("secret").asText();
  }

  String proof() {
    return known.path("proof").asText();
  }

  boolean isBodySigned() {
    return known.path("isBodySigned").asBoolean();
  }

  Instant at() {
    return Instant.ofEpochMilli(known.path("at").asLong());
  }

  String body() {
    return known.at("/request/body").asText();
  }

  List<String> headers() {
    return StreamSupport.stream(
            ((Iterable<String>) known.at("/request/headers")::fieldNames).spliterator(), false)
        .toList();
  }

  /** Returns a copy with a text replaced wherever it occurs. */
  KnownRequest with(String text, String other) {
    return new KnownRequest(
        Json.read(Json.write(known.path("request")).replace(inJson(text), inJson(other)))
                instanceof ObjectNode request
            ? ((ObjectNode) known.deepCopy()).set("request", request)
            : known,
        number);
  }

  private static String inJson(String text) {
    String quoted = Json.write(Json.NODES.textNode(text));
    return quoted.substring(1, quoted.length() - 1);
  }

  Delivery delivery() {
    return delivery(body().getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** Returns the delivery with another body, and with other values of headers. */
  Delivery delivery(byte[] body, Map<String, List<String>> others) {
    Map<String, List<String>> headers = new TreeMap<>();
    headers()
        .forEach(it -> headers.put(it, List.of(known.at("/request/headers").path(it).asText())));
    headers.putAll(others);
    JsonNode query = known.at("/request/query");
    return Deliveries.of(
        known.at("/request/method").asText(),
        known.at("/request/url").asText(),
        headers,
        query.isMissingNode() ? null : query.asText(),
        body);
  }

  SignatureVerdict verdict(Delivery delivery) {
    return scheme().check(delivery, List.of(secret()), Example.KEYS, at());
  }

  SignatureVerdict verdict() {
    return verdict(delivery());
  }

  @Override
  public String toString() {
    return number + " " + known.path("settings").path("scheme").asText();
  }
}
