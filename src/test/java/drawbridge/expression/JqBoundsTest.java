package drawbridge.expression;

import static drawbridge.expression.Compiled.faults;
import static drawbridge.expression.Compiled.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that would exhaust a node. */
@Tag("H6")
@Tag("X7")
class JqBoundsTest {

  private static final String TEXT = "makes a text of more than 1048576 characters";
  private static final String BUILT = "builds values of more than 33554432 bytes";
  private static final String TREE = "makes a value of more than 4194304 characters";
  private static final String DEEP = "makes a value nested more than 500 levels deep";
  private static final String STEPS = "takes more than 1000000 steps";

  private static void fails(String program, String... limits) {
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () ->
            assertThatThrownBy(() -> resolved("${ " + program + " }"))
                .isInstanceOf(ResolutionFailure.class)
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf(limits)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\" * 1000000000",
        "1e18 * \"x\"",
        "\"x\" | . *= 1000000000",
        "reduce range(40) as $i (\"x\"; . + .)",
        "reduce range(40) as $i (\"x\"; . += .)",
        "reduce range(40) as $i (\"x\"; \"\\(.)\\(.)\")",
        "reduce range(40) as $i (\"x\"; @text \"\\(.)\\(.)\")",
        "reduce range(40) as $i (\"x\"; [., .] | join(\",\"))",
        "reduce range(40) as $i (\"x\"; [., .] | add)",
        "reduce range(60) as $i (\"x\"; @base64)",
        "reduce range(60) as $i (\"%\"; [., .] | join(\"%\") | @uri)",
        "reduce range(60) as $i (\"<\"; [., .] | join(\"<\") | @html)",
        "reduce range(60) as $i (\"'\"; @sh)",
        "reduce range(60) as $i (\"\\\"\"; [., .] | @csv)",
        "reduce range(60) as $i (\"\\\\\"; [., .] | @tsv)",
        "reduce range(60) as $i (\"\\\"\"; tojson)",
        "reduce range(60) as $i (\"\\\"\"; [., .] | tojson)",
        "reduce range(60) as $i (\"\\\"\"; [., .] | tostring)",
        "reduce range(60) as $i (\"\\\"\"; @json)",
        "reduce range(40) as $i (\"x\"; explode | . + . | implode)",
        "reduce range(40) as $i (\"x\"; gsub(\"x\"; \"xx\"))",
        "(\"x\" * 1000) | gsub(\"\"; \"xxxxxxxxxxxxxxxxxx\") * 100",
        "(\"x\" * 1000000) as $x | [range(1000) | $x] | join(\"\")",
        "(\"x\" * 1000000) as $x | [range(1000) | $x] | @csv",
        "(\"x\" * 1000000) as $x | [range(1000) | $x] | @sh",
        "(\"x\" * 1000000) as $x | [range(1000) | $x] | add",
        "(\"x\" * 1000000) as $x | [range(1000) | \"\"] | join($x)",
        "(\"x\" * 1000000) | split(\"\")",
        "(\"x\" * 1000000) / \"x\"",
        "(\"x\" * 1000000) | explode",
        "(\"x\" * 1000000) | [match(\"x\"; \"g\")]",
        "(\"x\" * 1000000) as $x | [range(10000) | [$x, \"\"] | add]",
        "(\"1\" * 1000 | tonumber) as $n | [range(100000) | $n | tostring]",
        "(\"1\" * 1000 | tonumber) as $n | [range(100000) | -$n]",
        "(\"1\" * 1000 | tonumber) as $n | [range(100000) | $n] | tojson",
        "\"\\u0001\" * 1000000 | tojson",
        "null | path(reduce range(1000) as $i (.; .[\"x\" * 900000 + \"\\($i)\"]))",
        "(\"[],\" * 300000) as $x | (\"[\" + $x + \"1]\") | fromjson"
      })
  void growingTextIsStoppedBeforeItIsBuilt(String program) {
    fails(program, TEXT, BUILT, TREE, STEPS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".a[1000000000] = 1",
        "[] | .[1000000000] = 1",
        "[] | .[1000000000] |= 1",
        "[] | .[1000000000] += 1",
        "[] | .[2147483646] //= 1",
        "null | setpath([1000000000]; 1)",
        "null | setpath([1e9, 1e9]; 1)",
        "[] | pick(.[1000000000])",
        "[range(1e9)]",
        "[limit(1000000000; range(1e12))]",
        "[limit(900000; range(1e12)) | [.]]",
        "[range(0; 1e12)] | length",
        "[range([]; [1]; [0])]",
        "[range(\"a\"; \"b\"; \"a\")]",
        "reduce range(40) as $i ([0]; . + .)",
        "reduce range(40) as $i ([0]; [.[], .[]])",
        "reduce range(40) as $i ({}; . + {\"\\($i)\": .}) | tojson",
        "[range(1000) | [range(1000) | [.]]]",
        "[range(300)] | [[., ., .] | combinations]",
        "[[range(100)] | [., ., ., .] | combinations] | length",
        "[range(10) | range(10) | range(10) | range(10) | range(10) | range(10) | range(10)]",
        "[{a: range(1000), b: range(1000), c: range(1000)}]",
        "[\"\\(range(1000))\\(range(1000))\\(range(1000))\"]",
        "[range(1000)] | [.[] as $a | .[] as $b | .[] as $c | {$a, $b}]",
        "[range(3000)] | [.[] | [range(3000)]]",
        "reduce range(1000000) as $i ([]; . + [$i])",
        "reduce range(1000000) as $i ({}; . + {\"\\($i)\": $i})",
        "foreach range(1e9) as $i (0; .; empty)",
        "[foreach range(1e9) as $i ([]; . + [$i])]",
        "[recurse(.)]",
        "[recurse([.])]",
        "[range(1000000) | {a: 1, b: 2, c: 3, d: 4, e: 5}]",
        "[range(1e9) | empty]",
        "label $f | range(1e9) | select(. < 0), break",
        "first(range(1e9) | select(. < 0))",
        "any(range(1e9); . < 0)",
        "all(range(1e9); . >= 0)",
        "[range(1e9)] | flatten",
        "nth(1000000000; range(1e12))",
        "[range(100000)] | [splits(\"x\")]",
        "[repeat(.)]",
        "until(false; .)",
        "[while(true; .)]",
        "def f: f; f",
        "def f: [f]; f",
        "def f($n): f($n + 1); f(0)"
      })
  void growingValueOrEndlessLoopIsStopped(String program) {
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          if (faults("${ " + program + " }", ValuePosition.ORDINARY).isEmpty()) {
            assertThatThrownBy(() -> resolved("${ " + program + " }"))
                .isInstanceOf(ResolutionFailure.class);
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "reduce range(40) as $i ([]; [., .])→ ~VALUE~",
        "reduce range(40) as $i (1; {a: ., b: .})→ ~VALUE~",
        "reduce range(40) as $i ([]; [., .]) | tojson→ ~VALUE~",
        "reduce range(40) as $i ([]; [., .]) | tostring→ ~VALUE~",
        "reduce range(40) as $i ([]; [., .]) | @text→ ~VALUE~",
        "reduce range(40) as $i ([]; [., .]) | \"\\(.)\"→ ~VALUE~",
        "reduce range(40) as $i ({}; {a: ., b: .}) | . * .→ ~VALUE~",
        "reduce range(40) as $i ([]; [., .]) | del(.[0][0])→ ~VALUE~",
        "reduce range(40) as $i ([]; [., .]) | to_entries→ ~VALUE~",
        "reduce range(40) as $i (1; [., .]) | . == (. | .)→ ~STEPS~",
        "reduce range(40) as $i (1; [., .]) | [., .] | sort→ ~STEPS~",
        "reduce range(40) as $i (1; [., .]) | [., .] | unique→ ~STEPS~",
        "reduce range(40) as $i (1; [., .]) | [., .] | group_by(.)→ ~STEPS~",
        "reduce range(40) as $i (1; [., .]) | [., .] | max→ ~STEPS~",
        "reduce range(40) as $i (1; [., .]) | [., .] | min_by(.)→ ~STEPS~",
        "reduce range(40) as $i (1; [., .]) | [., .] - [.]→ ~STEPS~",
        "reduce range(40) as $i (1; [., .]) | [.] | index([.[0]])→ ~STEPS~",
        "reduce range(40) as $i (1; [., .]) | [.] | .[.]→ ~STEPS~",
        "reduce range(40) as $i (1; [., .]) | [.] | contains([.[0]])→ ~ANY~",
        "reduce range(40) as $i ([]; [., .]) | [..] | length→ ~ANY~",
        "reduce range(40) as $i ([]; [., .]) | [paths] | length→ ~ANY~",
        "reduce range(40) as $i ([]; [., .]) | [leaf_paths] | length→ ~ANY~",
        "reduce range(40) as $i ([]; [., .]) | walk(.)→ ~ANY~",
        "reduce range(40) as $i (1; [., .]) | flatten→ ~ANY~",
        "reduce range(100000) as $i (0; [.])→ ~DEEP~",
        "reduce range(100000) as $i (0; {a: .})→ ~DEEP~",
        "reduce range(10000) as $i (0; [.]) | tojson→ ~DEEP~",
        "reduce range(10000) as $i (0; [.]) | . == .→ ~ANY~",
        "reduce range(10000) as $i (0; [.]) | flatten→ ~ANY~",
        "reduce range(10000) as $i (0; [.]) | [..]→ ~ANY~",
        "reduce range(10000) as $i (0; [.]) | walk(.)→ ~ANY~",
        "reduce range(501) as $i (0; [.])→ ~DEEP~",
        "null | setpath([range(10000) | 0]; 1)→ ~ANY~"
      })
  void sharedNodesCountAsATree(String program, String limit) {
    switch (limit) {
      case "VALUE" -> fails(program, TREE, STEPS);
      case "STEPS" -> fails(program, STEPS);
      case "DEEP" -> fails(program, DEEP);
      default -> fails(program, DEEP, STEPS, TREE, BUILT, "too deep", "levels deep");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[range(300000)] | contains([range(300000)])",
        "(\"a\" * 200000) as $a | [range(100000) | $a] | unique | length",
        "[range(3000) | \"a\" * 300] as $a | [range(3000)] | group_by($a) | length",
        "[range(20000)] as $a | [range(20000)] | sort_by($a) | length",
        "[range(300000) | 0] | indices([range(1000) | 0]) | length",
        "[range(2000)] | [.[] += (.[] | 1)] | length",
        "(\"a\" * 100000) | [range(100000) as $i | test(\"(a|aa)+$\")] | length",
        "(\"a\" * 1000000) | test(\"(?:a?){400}b\")",
        "(\"ж\" * 1000000) | test(\"\\\\w{500}1\")",
        "(\"a\" * 100000) | [match(\"a.*b|a\"; \"g\")] | length",
        "(\"a\" * 1000000) as $a | [range(100000) | $a | startswith($a)] | length",
        "(\"a\" * 1000000) as $a | [range(100000) | $a | test(\"\\\\ba\")] | length",
        "[range(100000) | \"x\" | test(\"(a|b|cd){300}\\(.)\")] | length"
      })
  void multipliedWorkIsCounted(String program) {
    fails(program, STEPS, BUILT, TREE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(\"a\" * 100000) + \"b\" | contains((\"a\" * 50000) + \"c\")",
        "(\"a\" * 100000) + \"b\" | index((\"a\" * 50000) + \"c\")",
        "(\"a\" * 100000) + \"b\" | split((\"a\" * 50000) + \"c\") | length",
        "(\"a\" * 10000) + \"!\" | test(\"^(a+)+$\")",
        "(\"a\" * 10000) + \"!\" | test(\"^(a|aa)+$\")",
        "(\"a\" * 10000) + \"!\" | test(\"^(a|a?)+$\")",
        "(\"a\" * 10000) + \"!\" | test(\"(.*)(.*)(.*)(.*)(.*)x$\")",
        "(\"a\" * 10000) | sub(\"^(a*)*$\"; \"ok\")",
        "(\"a\" * 1000) | [match(\"(a?){100}\"; \"g\")] | length",
        "\"\" | test(\"(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)x|$\")",
        "(\"a\" * 1000000) + \"1\" | test(\"^[a-z]+[0-9]$\")",
        "(\"id-1, \" * 20000) | [scan(\"[0-9]+\")] | length",
        "pow(10; 1000000) | tojson | length",
        "1e1000 | tostring | length",
        "1000000 | exp10 | isinfinite",
        "\"a b \" * 20000 | [splits(\" \")] | length",
        "[range(30000) | nan] | sort | unique | length",
        "[range(100000)] | .[] = 1 | length",
        "[range(100000)] | .[] |= . + 1 | length",
        "[range(100000)] | map_values(1) | length",
        "[range(100000)] | del(.[]) | length",
        "[range(100000)] | delpaths([paths]) | length",
        ".huge | floor | tostring",
        ".huge + 1 | tostring",
        ".huge % 7",
        "try ([] | .[.huge? // 0]) catch 1",
        "[1] | .[1e300]"
      })
  void boundedCostlyProgramsSucceed(String program) {
    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> resolved("${ " + program + " }"));
  }

  @Tag("H8")
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "${ test(\"(a)\\\\1\") }→ not available in regular expressions",
        "${ test(\"(?<=a*)b\") }→ looking back without a limit",
        "${ test(\"(?<=(ab|(?:c{2,})))b\") }→ looking back without a limit",
        "${ test(\"a(?~b)\") }→ conditions are not available",
        "${ test(\"(?>a+)b\") }→ atomic groups",
        "${ test(\"a++\") }→ possessive",
        "${ test(\"a{1000000}\") }→ repeats at most 1000 times",
        "${ test(\"((a{100}){100}){100}\") }→ too large",
        "${ test(\"(?:(?:(?:){1000}){1000}){1000}\") }→ too large",
        "${ sub(\"(\"; \"x\") }→ does not close a group",
        "${ [.x | match(\"[a\"; \"g\")] }→ ends too early",
        "${ test(\"a\"; \"q\") }→ flags",
        "${ test(\"[a&&b]\") }→ && is not available",
        "${ test(\"[a[bc]]\") }→ sets in sets",
        "${ test(\"[[:letter:]]\") }→ [:letter:] is not available",
        "${ test(\"\\\\p{Klingon}\") }→ property of characters is unknown",
        "${ test(\"[z-a]\") }→ ends before it begins",
        "${ test(\"\\\\Ka\") }→ \\K is not available",
        "${ test(\"*a\") }→ repeats nothing",
        "${ input_line_number }→ not available",
        "${ $__loc__ | ltrimstr(getpath([\"a\"])) | splits(\"a)\") }→ did not open"
      })
  void unboundedLiteralPatternIsRefusedAtCompileTime(String text, String reason) {
    assertThat(faults(text, ValuePosition.ORDINARY))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).contains(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{a:",
        "-",
        "try ",
        "\"\\(",
        "if 1 then 1 el",
        ". as [",
        "1//",
        "1+",
        ".a",
        "reduce ",
        "a::",
        "def f($x;"
      })
  void deepProgramsAreRefused(String part) {
    assertThat(faults("${ " + part.repeat(4_000) + " }", ValuePosition.ORDINARY)).hasSize(1);
  }

  @Test
  void longProgramsAreNotDeep() {
    assertThat(resolved("${ [" + "1,".repeat(20_000) + "1] | length }")).hasToString("20001");
    assertThat(resolved("${ " + ".|".repeat(900) + "1 }")).hasToString("1");
    assertThat(resolved("${ #" + "#".repeat(60_000) + "\n1 }")).hasToString("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a)\\\\1", "(?>a)", "((a{100}){100}){100}"})
  void unboundedComputedPatternIsRefusedAtRunTime(String pattern) {
    fails("\"" + pattern + "\" as $p | \"secret\" | test($p)", "regular expression");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(\"hush\" * 1000000) as $x | [range(100) | $x]",
        "try error(\"hush\") catch (. * 1e9)",
        "\"hush\" as $s | $s | ltrimstr(\"h\") | . * 1e9"
      })
  void messageNamesTheLimitAndNoValue(String program) {
    assertThatThrownBy(() -> resolved("${ " + program + " }"))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageFindingMatch("}: (?!.*hush).*more than [0-9]+");
  }

  /** The names of such members have one hash; a map of them by hash would take minutes. */
  @Test
  void collidingNamesAreDeletedInTime() {
    String name = "[range(15)] as $b | [range(20000) | . as $i | $b | map(%s) | add]";
    String bit = "if $i / pow(2; .) | floor % 2 == 0 then \"Aa\" else \"BB\" end";
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> fails(name.formatted(bit) + " | delpaths([.[] | [.]])", STEPS, BUILT));
  }
}
