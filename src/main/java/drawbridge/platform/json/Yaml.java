package drawbridge.platform.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Writes JSON trees as YAML for people. Decimals are kept exactly, as {@link Json} keeps them. */
public final class Yaml {

  /** Thread safe; never reconfigured. Refuses an object with one name twice. */
  public static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .nodeFactory(Json.NODES)
          .build();

  private Yaml() {}

  /** Returns the tree as text; members keep their order. */
  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that cannot be written", e);
    }
  }

  /**
   * Returns indented JSON of a saved YAML text.
   *
   * @throws IllegalStateException when the text is not well-formed
   */
  public static String toJson(String yaml) {
    try {
      return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(yaml));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a saved text that is not well-formed", e);
    }
  }

  /**
   * Returns YAML of a saved JSON text.
   *
   * @throws IllegalArgumentException when the text is not well-formed
   */
  public static String ofJson(String json) {
    return write(Json.read(json));
  }
}
