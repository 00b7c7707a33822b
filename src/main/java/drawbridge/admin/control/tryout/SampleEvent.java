package drawbridge.admin.control.tryout;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.inbound.body.BodyFormat;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.trigger.setup.Decoding;
import drawbridge.inbound.trigger.setup.MediaKind;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The body of a request that gives a trigger one event: data in the array that the trigger splits
 * (T9), in the texts that it decodes (T7). Prefers JSON.
 *
 * @param type the media type, which the trigger takes
 */
public record SampleEvent(String type, String body) {

  /** Why a trigger may have no sample. */
  public static final String NONE =
      "The sample does not fit into a body that the trigger takes, such as XML or a form.";

  /** Returns the body whose only event has one member. */
  public static Optional<SampleEvent> of(Setup setup) {
    return of(setup, Json.object().put("sample", "yes"));
  }

  /**
   * Returns the body whose only event has the data.
   *
   * @return empty when no media type of the trigger can hold it
   */
  public static Optional<SampleEvent> of(Setup setup, JsonNode data) {
    Optional<JsonNode> body =
        Optional.of(setup.events().split().map(it -> within(it + "/0", data)).orElse(data));
    List<Decoding> decode = setup.takes().decode();
    for (int i = decode.size() - 1; i >= 0; i--) {
      Decoding each = decode.get(i);
      body = body.flatMap(it -> encoded(it, each));
    }
    List<MediaKind> kinds = setup.takes().mediaTypes();
    return body.flatMap(
        it ->
            Stream.concat(kinds.stream().filter(MediaKind::isJson), kinds.stream())
                .map(kind -> kind.example().name())
                .flatMap(type -> written(type, it).stream())
                .findFirst());
  }

  /** Returns a document that has only the value, at the pointer. */
  private static JsonNode within(String pointer, JsonNode value) {
    JsonPointer path = JsonPointer.compile(pointer);
    if (path.matches()) {
      return value;
    }
    JsonNode inner = within(path.tail().toString(), value);
    return path.getMatchingIndex() == 0
        ? Json.MAPPER.createArrayNode().add(inner)
        : Json.object().<ObjectNode>set(path.getMatchingProperty(), inner);
  }

  /**
   * Returns the body before its decoding. A value that no text of the encoding holds stays, unless
   * it is a text, which the trigger would decode.
   */
  private static Optional<JsonNode> encoded(JsonNode body, Decoding decoding) {
    boolean isWhole = decoding.toText().isWhole() || decoding.at().isEmpty();
    JsonNode value = isWhole ? body : body.at(decoding.at());
    Optional<JsonNode> text = text(decoding, value).map(TextNode::valueOf);
    if (text.isEmpty()) {
      return value.isTextual() ? Optional.empty() : Optional.of(body);
    }
    return text.map(it -> isWhole ? within(decoding.at(), it) : replaced(body, decoding.at(), it));
  }

  private static Optional<String> text(Decoding decoding, JsonNode value) {
    return switch (decoding.toText().as()) {
      case JSON -> value.isMissingNode() ? Optional.empty() : Optional.of(Json.write(value));
      case BASE64 -> textOf(value).map(SampleEvent::base64);
      case FORM -> form(value);
      case XML -> Optional.empty();
    };
  }

  private static Optional<String> textOf(JsonNode value) {
    return Optional.ofNullable(value.textValue());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode replaced(JsonNode body, String pointer, JsonNode value) {
    JsonNode copy = body.deepCopy();
    JsonPointer path = JsonPointer.compile(pointer);
    JsonNode parent = copy.at(path.head());
    if (parent instanceof ArrayNode array) {
      array.set(path.last().getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(path.last().getMatchingProperty(), value);
    }
    return copy;
  }

  private static Optional<SampleEvent> written(String type, JsonNode body) {
    Optional<String> text =
        switch (BodyFormat.of(ContentType.of(type))) {
          case JSON -> Optional.of(Json.pretty(body));
          case FORM -> form(body);
          case JSON_LINES -> body.isArray() ? Optional.of(lines(body)) : Optional.empty();
          case TEXT -> textOf(body);
          case MULTIPART, XML, BYTES -> Optional.empty();
        };
    return text.map(it -> new SampleEvent(type, it));
  }

  /** Returns a form; empty for values that no form holds. */
  private static Optional<String> form(JsonNode body) {
    boolean isForm = body.isObject() && body.valueStream().allMatch(JsonNode::isTextual);
    return isForm
        ? Optional.of(
            body.propertyStream()
                .map(it -> escaped(it.getKey()) + "=" + escaped(it.getValue().textValue()))
                .collect(Collectors.joining("&")))
        : Optional.empty();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String lines(JsonNode events) {
    return StreamSupport.stream(events.spliterator(), false)
        .map(Json::write)
        .collect(Collectors.joining("\n"));
  }
}
