package drawbridge.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.fixture.ExtremeJson;
import drawbridge.platform.binding.JsonBinding;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLimitsTest {

  @Test
  void lengthIsThatOfTheWrittenText() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      JsonNode tree = ExtremeJson.random(random, 4);
      byte[] written = Json.write(tree).getBytes(StandardCharsets.UTF_8);
      assertThat(JsonBytes.of(tree)).isEqualTo(written.length);
    }
  }

  /** What passes is readable by each reader of the store, also inside of other data. */
  @Test
  void keptValuesAreReadableAndAllOthersAreNamed() throws Exception {
    int kept = 0;
    for (ExtremeJson each : ExtremeJson.all()) {
      boolean isKept = JsonLimits.fault(each.tree()).isEmpty();
      assertThat(isKept).as(each.name()).isEqualTo(each.isKept());
      if (isKept) {
        kept++;
        String text = Json.write(ExtremeJson.around(each.tree(), 400));
        assertThat(Json.read(text)).as(each.name()).isNotNull();
        assertThat(String.valueOf(JsonBinding.document(text))).as(each.name()).isNotEmpty();
        assertThat(Json.pretty(Json.read(text))).as(each.name()).isNotEmpty();
        assertThat(Json.write(Json.readForeign(Json.write(each.tree()))).toUpperCase(Locale.ROOT))
            .as(each.name())
            .isEqualTo(Json.write(each.tree()).toUpperCase(Locale.ROOT).replace("E308", "E+308"));
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
            .as(each.name())
            .isEqualTo(text);
      } else if (!each.isUnwritable()) {
        assertThatThrownBy(() -> Json.readForeign(Json.write(each.tree())))
            .as(each.name())
            .isInstanceOf(StreamConstraintsException.class);
      }
    }
    assertThat(kept).isGreaterThan(10);
  }

  /** Earlier versions wrote these. */
  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_007, 65_536})
  void storedNumbersBeyondTheLimitsAreRead(int digits) {
    String text = "[" + "9".repeat(digits) + ".5e99999]";
    assertThat(Json.read(text).get(0).decimalValue().precision()).isEqualTo(digits + 1);
  }

  @Test
  void storedNamesTextsAndLevelsBeyondTheLimitsAreRead() {
    assertThat(Json.read("{\"" + "n".repeat(60_000) + "\": 1}").size()).isEqualTo(1);
    assertThat(Json.read("\"" + "t".repeat(21_000_000) + "\"").textValue()).hasSize(21_000_000);
    assertThat(Json.read("[".repeat(1_000) + "]".repeat(1_000)).isArray()).isTrue();
  }

  @Test
  void damagedTextIsUnreadableAndNotQuoted() {
    assertThatThrownBy(() -> Json.read("{\"secret\": hunter2"))
        .isInstanceOf(UnreadableJson.class)
        .hasMessageContaining("line 1, column")
        .hasMessageNotContaining("hunter2");
  }

  /** {@code 1e100000} has seven characters; its digits would have a hundred thousand. */
  @Test
  void numbersAreNotExpanded() {
    JsonNode number = DecimalNode.valueOf(new BigDecimal("1e100000"));
    assertThat(JsonLimits.fault(number)).isEmpty();
    assertThat(JsonBytes.of(number)).isEqualTo(9);
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 100_000; i++) {
            assertThat(JsonBytes.of(number)).isEqualTo(9);
          }
        });
  }

  @Test
  void unpairedSurrogatesAreNamedInTextsAndNames() {
    assertThat(JsonLimits.fault(TextNode.valueOf("\ud83d\ude00"))).isEmpty();
    assertThat(JsonLimits.fault(TextNode.valueOf("a\ud83d"))).contains(JsonLimits.UNPAIRED);
    assertThat(JsonLimits.fault(TextNode.valueOf("\ude00\ud83d"))).isPresent();
    assertThat(JsonLimits.fault(Json.object().put("\udc00", 1))).isPresent();
  }
}
