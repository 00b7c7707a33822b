package drawbridge.inbound.boundary;

import drawbridge.platform.binding.JsonBinding;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Writes replies to senders with JSON-P. */
final class ReplyText {

  private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());
  private static final int USUAL_LENGTH = 512;

  private ReplyText() {}

  /** Returns an object in UTF-8; {@code members} writes its members. */
  static byte[] of(Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter(USUAL_LENGTH);
    try (JsonGenerator out = GENERATORS.createGenerator(text)) {
      out.writeStartObject();
      members.accept(out);
      out.writeEnd();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns a document without a fixed shape as a member's value. Numbers keep their digits. A
   * damaged document says so.
   */
  static JsonValue document(String json) {
    return Objects.requireNonNull(JsonBinding.shown(json));
  }
}
