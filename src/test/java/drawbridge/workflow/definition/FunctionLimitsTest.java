package drawbridge.workflow.definition;

import static drawbridge.workflow.definition.DefinitionReaderTest.HEAD;
import static drawbridge.workflow.definition.DefinitionReaderTest.faults;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Functions that call functions end within bounds. */
@Tag("X7")
class FunctionLimitsTest {

  private static final DefinitionReader READER = new DefinitionReader();

  /** Each of {@code count} functions calls the next one, {@code times} times. */
  private static String chain(int count, int times, String last) {
    return "use:\n  functions:\n"
        + IntStream.range(0, count)
            .mapToObj(
                i ->
                    "    f"
                        + i
                        + ": {do: ["
                        + IntStream.range(0, times)
                            .mapToObj(n -> "{c" + n + ": {call: f" + (i + 1) + "}}")
                            .collect(Collectors.joining(", "))
                        + "]}\n")
            .collect(Collectors.joining())
        + "    f"
        + count
        + ": "
        + last
        + "\ndo: [{start: {call: f0}}]\n";
  }

  private static List<Fault> read(String text) {
    return faults(READER.read(HEAD + text, DefinitionFormat.YAML));
  }

  @Test
  void aCycleIsRefusedAtTheCallThatClosesIt() {
    List<Fault> faults = read(chain(3, 1, "{call: f1}"));
    assertThat(faults)
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/use/functions/f3/call");
              assertThat(fault.line()).isEqualTo(7);
              assertThat(fault.detail())
                  .isEqualTo("a function must not call itself: f1 → f2 → f3 → f1");
            });
  }

  @Test
  void aLongCycleIsShownInPart() {
    assertThat(read(chain(40, 1, "{call: f0}")))
        .singleElement()
        .extracting(Fault::detail)
        .isEqualTo(
            "a function must not call itself: 34 functions → f34 → f35 → f36 → f37 → f38 → f39"
                + " → f40 → f0");
  }

  @Test
  void tasksCountOnceForEachCall() {
    assertThat(read(chain(10, 2, "{set: {x: 1}}"))).isEmpty();

    assertThat(read(chain(40, 2, "{set: {x: 1}}")))
        .singleElement()
        .extracting(Fault::detail)
        .asString()
        .contains("more than 10000 tasks");
  }

  @Test
  void functionsNestAsTasksDo() {
    assertThat(read(chain(49, 1, "{set: {x: 1}}"))).isEmpty();

    assertThat(read(chain(60, 1, "{set: {x: 1}}")))
        .singleElement()
        .extracting(Fault::detail)
        .asString()
        .contains("nested more than 100 deep");
  }

  @Test
  void aLongChainEndsWithOneFault() {
    assertThat(read(chain(450, 1, "{set: {x: 1}}"))).hasSize(1);
    assertThat(read(chain(450, 1, "{call: f0}"))).isNotEmpty();
  }

  @Test
  void tasksOfFunctionsCountAsTasks() {
    String many =
        "use: {functions: {f: {do: ["
            + IntStream.range(0, 1_001)
                .mapToObj(i -> "{t" + i + ": {set: {x: 1}}}")
                .collect(Collectors.joining(", "))
            + "]}}}\ndo: [{a: {call: f}}]";
    assertThat(read(many))
        .singleElement()
        .satisfies(fault -> assertThat(fault.pointer()).startsWith("/use/functions/f/do/999/t999"));
  }

  @Test
  void nestedTasksOfFunctionsAreCheckedOnce() {
    String nested = "{do: [{a: ".repeat(80) + "{set: {x: 1}}" + "}]}".repeat(80);
    assertThat(read("use: {functions: {f: " + nested + "}}\ndo: [{a: {set: {x: 1}}}]")).isEmpty();
  }

  @Test
  void namesInFaultsAreShort() {
    String names =
        IntStream.range(0, 300)
            .mapToObj(i -> "    " + "n".repeat(1_000) + i + ": {set: {x: 1}}\n")
            .collect(Collectors.joining());
    String calls =
        IntStream.range(0, 300)
            .mapToObj(i -> "  - t" + i + ": {call: " + "m".repeat(1_000) + "}\n")
            .collect(Collectors.joining());
    List<Fault> faults = read("use:\n  functions:\n" + names + "do:\n" + calls);
    assertThat(faults).hasSize(300);
    assertThat(faults)
        .allSatisfy(
            fault -> assertThat(fault.detail()).contains(" and 290 more").hasSizeLessThan(1_000));
  }
}
