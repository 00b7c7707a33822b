package drawbridge.platform.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.Scope;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.json.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorLimitTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  private static Value value(String text) {
    return new Expressions(false)
        .value(
            Json.NODES.textNode(text),
            "",
            ValuePosition.ORDINARY,
            fault -> {
              throw new AssertionError(fault);
            });
  }

  private static JsonNode resolved(Value value, JsonNode input) {
    return value.resolve(new Scope(input, Map.of("list", input), Map.of()));
  }

  @Test
  void jqEndsAtTheLimitAlsoWhereItCatchesErrors() {
    Value bomb = value("${ try (last(range(100000000)) | tostring) catch 1 }");
    assertThatThrownBy(
            () -> ProcessorLimit.within(SHORT, () -> resolved(bomb, NullNode.getInstance())))
        .isInstanceOf(TooLong.class);
  }

  @Test
  void templateEndsAtTheLimit() {
    Value nested = value("{{#each list}}{{#each @root.list}}{{#if this}}{{/if}}{{/each}}{{/each}}");
    JsonNode list = Json.NODES.arrayNode();
    for (int i = 0; i < 900; i++) {
      ((com.fasterxml.jackson.databind.node.ArrayNode) list).add(0);
    }
    assertThatThrownBy(() -> ProcessorLimit.within(SHORT, () -> resolved(nested, list)))
        .isInstanceOf(TooLong.class);
  }

  @Test
  void limitEndsWithTheComputation() {
    assertThat(ProcessorLimit.within(Duration.ZERO, () -> 1)).isEqualTo(1);
    Checkpoint.pass();
  }
}
