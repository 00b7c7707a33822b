package drawbridge.provider.handshake;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.fixture.Deliveries;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A handshake as its provider documents it. */
record Example(String provider, JsonNode json) {

  private static final Path DIRECTORY =
      Path.of("src/test/resources/drawbridge/provider/handshakes");

  static List<Example> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.sorted().map(Example::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Example of(String provider) {
    return of(DIRECTORY.resolve(provider + ".json"));
  }

  private static Example of(Path file) {
    try {
      String name = String.valueOf(file.getFileName()).replace(".json", "");
      return new Example(name, Json.read(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the handshake with these settings. */
  Handshake handshake() {
    return Handshakes.builtIn().read(tree(json.path("settings")), new ArrayList<>()).orElseThrow();
  }

  HandshakeContext context() {
    Optional<Long> perMinute =
        json.has("perMinute") ? Optional.of(json.path("perMinute").asLong()) : Optional.empty();
    return new HandshakeContext(texts(json.path("secrets")), perMinute);
  }

  ObjectNode request() {
    return json.path("request").deepCopy();
  }

  Stream<Delivery> events() {
    return StreamSupport.stream(json.path("events").spliterator(), false).map(Example::delivery);
  }

  /** Returns the part with the challenge; empty when there is none. */
  Optional<DeliveryPart> challenge() {
    return json.has("challenge") ? Optional.of(part(json.path("challenge"))) : Optional.empty();
  }

  static JsonObject tree(JsonNode json) {
    return JsonBinding.object(Json.write(json));
  }

  static DeliveryPart part(JsonNode json) {
    List<Fault> faults = new ArrayList<>();
    return JsonBinding.read(tree(json), DeliveryPart.class, faults).orElseThrow();
  }

  static DeliveryPart header(String name) {
    return new DeliveryPart(name, null, null);
  }

  static DeliveryPart query(String name) {
    return new DeliveryPart(null, name, null);
  }

  /** Returns the request with any number of texts in a part. */
  Delivery with(DeliveryPart place, List<String> texts) {
    return delivery(changed(request(), place, texts));
  }

  static ObjectNode changed(ObjectNode request, DeliveryPart place, List<String> texts) {
    if (place.pointer() != null) {
      JsonPointer at = JsonPointer.compile(place.pointer());
      ObjectNode parent = (ObjectNode) request.path("body").at(at.head());
      parent.remove(at.last().getMatchingProperty());
      texts.forEach(text -> parent.put(at.last().getMatchingProperty(), text));
      return request;
    }
    String kind = place.header() != null ? "headers" : "query";
    String name = place.header() != null ? place.header() : String.valueOf(place.query());
    ObjectNode values = request.withObjectProperty(kind);
    values.remove(name);
    if (!texts.isEmpty()) {
      texts.forEach(values.withArrayProperty(name)::add);
    }
    return request;
  }

  static Delivery delivery(JsonNode request) {
    return Deliveries.of(
        request.path("method").asText(),
        "https://example.com/api/inbound/default/triggers/x",
        values(request.path("headers")),
        query(values(request.path("query"))),
        body(request.path("body")).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the encoded query of decoded values. */
  static String query(Map<String, List<String>> values) {
    List<String> pairs = new ArrayList<>();
    values.forEach(
        (name, texts) -> texts.forEach(text -> pairs.add(encoded(name) + "=" + encoded(text))));
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Returns the text of a body; JSON other than a string is serialized. */
  static String body(JsonNode body) {
    return body.isContainerNode() ? Json.write(body) : body.asText();
  }

  private static Map<String, List<String>> values(JsonNode object) {
    Map<String, List<String>> values = new HashMap<>();
    object
        .properties()
        .forEach(
            each ->
                values.put(
                    each.getKey(),
                    each.getValue().isArray()
                        ? texts(each.getValue())
                        : List.of(each.getValue().asText())));
    return values;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Override
  public String toString() {
    return provider;
  }
}
