package drawbridge.workflow.definition;

import static drawbridge.workflow.definition.DefinitionReaderTest.HEAD;
import static drawbridge.workflow.definition.DefinitionReaderTest.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import drawbridge.fixture.ExtremeJson;
import drawbridge.platform.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Definitions up to 1 MiB that try to occupy the server end with a fault, or are read. */
class HostileDefinitionsTest {

  private static final DefinitionReader READER = new DefinitionReader();
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int ROOM = (1 << 20) - 1_000;

  private static String filled(String before, String unit, String after) {
    int times = (ROOM - before.length() - after.length()) / unit.length();
    return before + unit.repeat(times) + after;
  }

  private static String numbered(int count, String unit) {
    return IntStream.range(0, count)
        .mapToObj(i -> unit.replace("#", Integer.toString(i)))
        .collect(Collectors.joining());
  }

  /** A save refuses what the runs of the definition could not keep; stored ones stay readable. */
  @Test
  void valuesBeyondALimitOfJsonAreRefusedAtSaveOnly() {
    for (ExtremeJson each : ExtremeJson.all()) {
      boolean isDeep = each.name().startsWith("depth"); // the limit of definitions refuses it
      String text =
          "{\"document\": {\"dsl\": \"1.0.0\", \"namespace\": \"tests\", \"name\": \"odd\","
              + " \"version\": \"1.0.0\"}, \"do\": [{\"a\": {\"set\": {\"v\": "
              + each.inAscii()
              + "}}}]}";
      boolean isNul = each.name().equals("name of 5"); // NUL in a name
      if (!isDeep && text.length() < 1 << 20) {
        assertThat(isSound(READER.read(text, DefinitionFormat.JSON)))
            .as(each.name())
            .isEqualTo(each.isKept() && !isNul);
      }
    }
    String stored =
        "{\"document\": {\"dsl\": \"1.0.0\", \"namespace\": \"tests\", \"name\": \"odd\","
            + " \"version\": \"1.0.0\"}, \"do\": [{\"a\": {\"set\": {\"v\": 1e999999}}}]}";
    assertThat(isSound(READER.stored(stored, DefinitionFormat.JSON))).isTrue();
    assertThat(isSound(READER.read(stored, DefinitionFormat.JSON))).isFalse();
  }

  private static boolean isSound(ParseResult result) {
    return result instanceof ParseResult.Sound;
  }

  static Stream<Arguments> refused() {
    String one = "do: [{a: {set: {x: 1}}}]\n";
    return Stream.of(
        Arguments.of(
            "billion laughs",
            "a: &a [x, x, x, x, x, x, x, x, x]\n"
                + numbered(30, "b#: &b# [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n")
                + HEAD
                + one),
        Arguments.of("alias of itself", HEAD + "do: &d [{a: {do: *d}}]\n"),
        Arguments.of("only aliases", filled(HEAD + "do: [&a x", ", *a", "]")),
        Arguments.of("10,000 tasks", HEAD + "do:\n" + numbered(10_000, "- t#: {set: {x: 1}}\n")),
        Arguments.of("tasks of one name", filled(HEAD + "do:\n", "- t: {set: {x: 1}}\n", "")),
        Arguments.of("deep lists", filled("", "[", "")),
        Arguments.of("deep objects", filled("", "{a: ", "")),
        Arguments.of("deep tasks", filled(HEAD + "do: ", "[{a: {do: ", "")),
        Arguments.of("deep YAML blocks", HEAD + "do:\n" + "- ".repeat(400_000)),
        Arguments.of("unknown members", HEAD + one + numbered(60_000, "m#: 1\n")),
        Arguments.of("unknown kinds", filled(HEAD + "do:\n", "- t: {x: 1}\n", "")),
        Arguments.of("many switches", filled(HEAD + "do: [{s: {switch: [", "{c: {}}, ", "{}]}}]")),
        Arguments.of("open braces", HEAD + "do: [{a: {set: {x: '" + "{{".repeat(400_000) + "'}}}]"),
        Arguments.of(
            "open comment", HEAD + "do: [{a: {set: {x: '{{!--" + "--~".repeat(20_000) + "'}}}]"),
        Arguments.of(
            "unclosed jq", HEAD + "do: [{a: {set: {x: '${ " + "[".repeat(60_000) + " }'}}}]"),
        Arguments.of(
            "long names in references",
            HEAD
                + "use: {errors: {"
                + "e".repeat(400_000)
                + ": {type: 'a://b', status: 500}}}\ndo:\n"
                + numbered(900, "- t#: {raise: {error: none}}\n")),
        Arguments.of(
            "long variable",
            HEAD
                + "do: [{l: {for: {each: "
                + "v!".repeat(100_000)
                + ", in: '[]'}, do: ["
                + numbered(900, "{t#: {set: {x: '${ $no }', y: '{{no}}'}}}, ")
                + "]}}]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void hostileDefinitionIsRefusedInTime(String what, String text) {
    List<Fault> faults =
        assertTimeoutPreemptively(
            LONGEST, () -> faults(READER.read(text, DefinitionFormat.YAML)), what);
    assertThat(faults).isNotEmpty().hasSizeLessThanOrEqualTo(1_001);
    assertThat(faults.stream().mapToLong(it -> it.detail().length()).sum()).isLessThan(40_000_000);
  }

  static Stream<Arguments> read() {
    return Stream.of(
        Arguments.of("one long text", filled(HEAD + "do: [{a: {set: {x: '", "y", "'}}}]")),
        Arguments.of("many values", filled(HEAD + "do: [{a: {set: {x: [", "1, ", "1]}}}]")),
        Arguments.of(
            "many expressions", filled(HEAD + "do: [{a: {set: {x: [", "'${ .a.b }', ", "1]}}}]")),
        Arguments.of(
            "many templates", filled(HEAD + "do: [{a: {set: {x: [", "'{{runtime.a}}', ", "1]}}}]")),
        Arguments.of("one long path", filled(HEAD + "do: [{a: {set: {x: '", ".a", "'}}}]")),
        Arguments.of(
            "many comments", HEAD + "do: [{a: {set: {x: '" + "{{~!}}".repeat(10_000) + "'}}}]"),
        Arguments.of(
            "long metadata",
            filled(HEAD + "do: [{a: {set: {x: 1}, metadata: {x: [", "{}, ", "1]}}}]")),
        Arguments.of(
            "1,000 calls of one function",
            HEAD
                + "use: {functions: {f: {set: {x: '"
                + "y".repeat(500_000)
                + "'}}}}\ndo:\n"
                + numbered(999, "- t#: {call: f, with: {a: '${ .x }'}}\n")),
        Arguments.of(
            "1,000 references to one component",
            HEAD
                + "use: {errors: {e: {type: 'a://b', status: 500, detail: '${ $error.x + "
                + "[$index, $item, .x] + ".repeat(60)
                + " .y }'}}}\ndo: [{l: {for: {in: .x}, do: [{t: {try: [{a: {set: {x: 1}}}], catch: {do: ["
                + numbered(900, "{t#: {raise: {error: e}}}, ")
                + "{z: {set: {x: 1}}}]}}}]}}]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("read")
  void largeDefinitionIsReadInTime(String what, String text) {
    assertThat(text.length()).isLessThanOrEqualTo(1 << 20);
    assertThat(
            assertTimeoutPreemptively(
                LONGEST, () -> faults(READER.read(text, DefinitionFormat.YAML)), what))
        .isEmpty();
  }

  @Test
  void cyclesOfFunctionsEnd() {
    String all = numbered(200, "f#: {do: [{a: {call: f0}}, {b: {call: f1}}, {c: {call: f#}}]}, ");
    List<Fault> faults =
        assertTimeoutPreemptively(
            LONGEST,
            () ->
                faults(
                    READER.read(
                        HEAD + "use: {functions: {" + all + "}}\ndo: [{a: {call: f0}}]",
                        DefinitionFormat.YAML)));
    assertThat(faults).isNotEmpty().allSatisfy(it -> assertThat(it.pointer()).endsWith("/call"));
  }
}
