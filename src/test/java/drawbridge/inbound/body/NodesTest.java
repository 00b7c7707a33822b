package drawbridge.inbound.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The charged memory of a tree covers what the heap holds. */
@Tag("T6")
class NodesTest {

  private static final long POOL = 1L << 32;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | [ | [], | []]",
        "application/json | [ | {}, | {}]",
        "application/json | [ | {\"a\":1}, | {}]",
        "application/json | [ | {\"a\":\"b\",\"c\":\"d\",\"e\":[1,2,3]}, | {}]",
        "application/json | [ | \"a text of some length\", | 1]",
        "application/json | [ | \"日本語\", | 1]",
        "application/json | [ | 1234567890123, | 1]",
        "application/json | [ | 12.5, | 1]",
        "application/json | [ | 123456789012345678901234567890, | 1]",
        "application/x-www-form-urlencoded | '' | a=b& | a=b",
        "text/xml | <a> | <b/> | </a>",
        "text/xml | <a> | <b c='1'><d>2</d></b> | </a>",
      })
  void chargeCoversTheHeap(String type, String start, String repeated, String end) {
    byte[] body = (start + repeated.repeat(100_000) + end).getBytes(UTF_8);
    MemoryPool pool = new MemoryPool(POOL);
    try (Allowance memory = pool.open("w")) {
      long before = usedHeap();
      JsonNode tree = Reading.of(type, body, memory).tree().orElseThrow();
      long held = usedHeap() - before;
      long charged = pool.taken();
      assertThat(tree).isNotEmpty();
      assertThat(charged).as("held %d, charged %d", held, charged).isGreaterThan(held * 9 / 10);
      assertThat(charged).as("held %d, charged %d", held, charged).isLessThan(held * 4 + (1 << 20));
    }
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int each = 0; each < 3; each++) {
      runtime.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
