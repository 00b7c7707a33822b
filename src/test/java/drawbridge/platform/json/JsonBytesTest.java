package drawbridge.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "0",
        "-12.50",
        "1E+400",
        "1e-9999",
        "123456789012345678901234567890",
        "\"\"",
        "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u001f/\"",
        "\"äöü€\\ud83d\\ude00\"",
        "[]",
        "[[],{},1,\"x\"]",
        "{}",
        "{\"a\":1,\"ü\\n\":[true,false,null],\"c\":{\"d\":\"e\"}}"
      })
  void sizeIsThatOfTheWrittenTree(String text) {
    JsonNode tree = Json.read(text);
    int written = Json.write(tree).getBytes(StandardCharsets.UTF_8).length;
    assertThat(JsonBytes.of(tree)).isEqualTo(written);
  }

  @Test
  void absentTreeHasNoSize() {
    assertThat(JsonBytes.of(null)).isZero();
  }

  @Test
  void countOfALargerTreeEndsAboveTheLimit() {
    JsonNode node = Json.NODES.textNode("x".repeat(1_000));
    for (int i = 0; i < 60; i++) {
      node = Json.NODES.arrayNode().add(node).add(node);
    }
    assertThat(JsonBytes.of(node, 10_000)).isBetween(10_001L, 20_000L);
  }
}
