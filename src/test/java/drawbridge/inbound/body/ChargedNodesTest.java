package drawbridge.inbound.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The charged memory of a tree covers what the heap holds. */
@Tag("T6")
class ChargedNodesTest {

  /** Type, start, repeated part and end of a body. */
  private static final List<List<String>> BODIES =
      List.of(
          List.of("application/json", "[", "[],", "[]]"),
          List.of("application/json", "[", "{},", "{}]"),
          List.of("application/json", "[", "{\"a\":1},", "{}]"),
          List.of("application/json", "[", "{\"a\":\"b\",\"c\":\"d\",\"e\":[1,2,3]},", "{}]"),
          List.of("application/json", "[", "\"a text of some length\",", "1]"),
          List.of("application/json", "[", "\"日本語\",", "1]"),
          List.of("application/json", "[", "1234567890123,", "1]"),
          List.of("application/json", "[", "12.5,", "1]"),
          List.of("application/json", "[", "1e9,", "1]"),
          List.of("application/json", "[", "123456789012345678901234567890,", "1]"),
          List.of("application/x-www-form-urlencoded", "", "a=b&", "a=b"),
          List.of("text/xml", "<a>", "<b/>", "</a>"),
          List.of("text/xml", "<a>", "<b c='1'><d>2</d></b>", "</a>"));

  @TestFactory
  Stream<DynamicTest> chargeCoversTheHeap() throws IOException {
    List<String> lines = measure();
    assertThat(lines).hasSameSizeAs(BODIES);
    return lines.stream()
        .map(
            line -> {
              String[] parts = line.split(" ", -1);
              long charged = Long.parseLong(parts[0]);
              long held = Long.parseLong(parts[1]);
              String body = BODIES.get(lines.indexOf(line)).toString();
              return DynamicTest.dynamicTest(
                  body,
                  () ->
                      assertThat(charged)
                          .as("held %d, charged %d", held, charged)
                          .isBetween(held * 9 / 10, held * 4 + (1 << 20)));
            });
  }

  /** Runs {@link Measurement} in a JVM of its own, whose heap no other test uses. */
  private static List<String> measure() throws IOException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:MarkSweepAlwaysCompactCount=1", // leaves no dead objects in the old generation
                "-Xmx512m",
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-cp",
                System.getProperty("java.class.path"),
                Measurement.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines = java.inputReader(UTF_8)) {
      return lines.lines().toList();
    }
  }

  /** Prints the charged bytes and the held bytes of each body. */
  static final class Measurement {

    private static final long POOL = 1L << 32;

    private Measurement() {}

    public static void main(String[] args) {
      BODIES.forEach(Measurement::measure); // loads the classes
      BODIES.stream().map(Measurement::measure).forEach(System.out::println);
    }

    private static String measure(List<String> parts) {
      byte[] body = (parts.get(1) + parts.get(2).repeat(20_000) + parts.get(3)).getBytes(UTF_8);
      MemoryPool pool = new MemoryPool(POOL);
      try (Allowance memory = pool.open("w")) {
        long before = usedHeap();
        JsonNode tree = Reading.of(parts.get(0), body, memory).tree().orElseThrow();
        long held = usedHeap() - before;
        return tree.isEmpty() ? "0 0" : pool.taken() + " " + held;
      }
    }

    private static long usedHeap() {
      Runtime runtime = Runtime.getRuntime();
      runtime.gc();
      return runtime.totalMemory() - runtime.freeMemory();
    }
  }
}
