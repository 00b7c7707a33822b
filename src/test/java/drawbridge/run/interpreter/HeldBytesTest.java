package drawbridge.run.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import org.junit.jupiter.api.Test;

class HeldBytesTest {

  private static long bytes(JsonNode value) {
    HeldBytes held = new HeldBytes();
    held.add(value);
    return held.bytes();
  }

  @Test
  void largeValueCountsOnce() {
    JsonNode text = Json.NODES.textNode("x".repeat(100_000));
    JsonNode list = Json.NODES.arrayNode();
    for (int i = 0; i < 50; i++) {
      ((com.fasterxml.jackson.databind.node.ArrayNode) list).add(text);
    }
    assertThat(bytes(list)).isBetween(100_000L, 110_000L);
  }

  @Test
  void smallObjectsTakeMoreThanTheirText() {
    JsonNode list = Json.read("[" + "{},".repeat(10_000) + "0]");
    assertThat(bytes(list)).isGreaterThan(10 * 30_000);
  }

  @Test
  void textOutsideLatin1TakesTwoBytesForEachCharacter() {
    assertThat(bytes(Json.NODES.textNode("ü".repeat(10_000)))).isLessThan(11_000);
    assertThat(bytes(Json.NODES.textNode("\u20ac".repeat(10_000)))).isGreaterThan(20_000);
  }
}
