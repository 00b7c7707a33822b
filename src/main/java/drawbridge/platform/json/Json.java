package drawbridge.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON tree of the application: Jackson's, with numbers kept exactly as written.
 *
 * <p>{@code 1.10} stays {@code 1.10}: decimals are {@link java.math.BigDecimal} with their trailing
 * zeros.
 */
public final class Json {

  /** Makes nodes and keeps decimals exactly. */
  public static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Reads and writes what the store has. Thread safe; never reconfigured. */
  public static final JsonMapper MAPPER = mapper(JsonLimits.ofStored());

  private static final JsonMapper FOREIGN = mapper(JsonLimits.ofForeign());

  private static JsonMapper mapper(StreamReadConstraints limits) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(limits)
                .streamWriteConstraints(JsonLimits.ofWritten())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // keeps names of senders
                .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER) // linear, not quadratic
                .build())
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .nodeFactory(NODES)
        .build();
  }

  private Json() {}

  /**
   * Reads text that Drawbridge wrote.
   *
   * @throws UnreadableJson for text that is not JSON
   */
  public static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UnreadableJson(e);
    }
  }

  /**
   * Reads text from outside, within {@link JsonLimits}.
   *
   * @throws StreamConstraintsException for JSON beyond the limits
   * @throws JsonProcessingException for text that is not JSON
   */
  public static JsonNode readForeign(String text) throws JsonProcessingException {
    return checked(FOREIGN.readTree(text));
  }

  /**
   * Reads bytes from outside like {@link #readForeign(String)}.
   *
   * @throws StreamConstraintsException for JSON beyond the limits
   * @throws IOException for bytes that are not JSON
   */
  public static JsonNode readForeign(byte[] bytes) throws IOException {
    return checked(FOREIGN.readTree(bytes));
  }

  private static JsonNode checked(JsonNode tree) throws StreamConstraintsException {
    Optional<String> fault = JsonLimits.fault(tree);
    if (fault.isPresent()) {
      throw new StreamConstraintsException(fault.get());
    }
    return tree;
  }

  /** Reads like {@link #read}, and returns null for null: a column that may be empty. */
  public static @Nullable JsonNode readOrNull(@Nullable String text) {
    return text == null ? null : read(text);
  }

  /** Returns the shortest text of a tree; members keep their order. */
  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that cannot be written", e);
    }
  }

  /** Returns an indented text of a tree; members keep their order. */
  public static String pretty(JsonNode node) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that cannot be written", e);
    }
  }

  /** Returns a new, empty object. */
  public static ObjectNode object() {
    return NODES.objectNode();
  }
}
