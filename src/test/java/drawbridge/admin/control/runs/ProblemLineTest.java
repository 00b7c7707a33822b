package drawbridge.admin.control.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X18")
class ProblemLineTest {

  /** The last escape begins at each of its places in turn. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void longDetailHidesNeitherTaskNorBody(int shift) {
    ObjectNode problem = Json.object().put("type", "t").put("status", 500);
    problem.putObject("task").put("name", "call").put("pointer", "/do/0/call");
    problem.put("body", "the answer").put("detail", "d".repeat(shift) + "\u0001\"".repeat(9_000));
    String text = Json.write(problem);
    ProblemLine line = ProblemLine.of(text.substring(0, ProblemLine.BEGINNING));
    assertThat(line.task()).isEqualTo("call");
    assertThat(line.body()).isEqualTo("the answer");
    assertThat(line.detail()).startsWith("d".repeat(shift) + "\u0001\"").endsWith("…");
    assertThat(line.detail()).hasSizeGreaterThan(4_000);
  }

  @Test
  void damagedProblemSaysSo() {
    assertThat(ProblemLine.of("{\"title\": hunter2").reason())
        .contains("cannot be read")
        .doesNotContain("hunter2");
  }
}
