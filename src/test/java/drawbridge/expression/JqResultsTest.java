package drawbridge.expression;

import static drawbridge.expression.Compiled.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results in which engines of jq differ; those here are jq's own. */
@Tag("E7")
class JqResultsTest {

  private static void means(String program, String expected) {
    assertThat(resolved("${ " + program + " }")).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "[limit(4; repeat(1, 2))]→ [1,2,1,2]",
        "[5 | limit(3; repeat(. * 2))]→ [10,10,10]",
        "[7 | repeat(., error)?]→ [7]",
        "try (3 | .a // 4) catch \"failed\"→ \"failed\"",
        "[3 | .a? // 4]→ [4]",
        "[(null, false) // (5, 6)]→ [5,6]",
        "try (3 | .a.b?) catch \"failed\"→ \"failed\"",
        "try (3 | .a[]?) catch \"failed\"→ \"failed\"",
        "[3 | .a?.b, (.a.b)?, .[]?, .[0]?, .[1:]?]→ []",
        "[3, [1]] | [.[][]?]→ [1]",
        "try [{k: \"a\", v: 1}] catch . | try from_entries catch \"failed\"→ \"failed\"",
        "[{Key: \"a\", Value: 1}, {Name: \"b\"}] | from_entries→ {\"a\":1,\"b\":null}",
        "[] | from_entries→ {}",
        "try (\"abc\" | reverse) catch \"failed\"→ \"failed\"",
        "[null, \"\", [3, 1]] | map(reverse)→ [[],[],[1,3]]",
        "{a: 3} | indices(\"a\")→ 3",
        "[\"a\", null, nan, 1 | isnan, isinfinite, isnormal, isfinite] | length→ 16",
        "[\"a\", infinite, nan, 1 | isfinite]→ [false,false,true,true]",
        "[nan, nan] | [unique, group_by(.)] | map(length)→ [2,2]",
        "[[nan] | sort, (fmin(nan; 3)), fmax(2; nan)]→ [[null],3,2]",
        "null | has(0), 1→ ~several~",
        "[[[1, [2]]] | flatten(0), flatten(1), flatten(-1 + 1)] | length→ 3",
        "[range(0; 1; 0)], [range(5; 0; -2)]→ ~several~",
        "[range(5; 0; -2), range(0; 1; 0)]→ [5,3,1]",
        "[range(0, 1; 2, 3)]→ [0,1,0,1,2,1,1,2]",
        "[\"a\\u0000b\" | @sh, @html]→ [\"'a\\\\0b'\",\"a\\\\0b\"]",
        "try ([1] | .[{}]) catch .→ \"Array/string slice indices must be integers\"",
        "[[1, 2] | path(limit(1; .[])), path(first(.[])), path(last(.[]))]→ [[0],[0],[1]]",
        "[[1, 2, 3] | .[1:] = [9] | last]→ [9]",
        "[remainder(7; 4), (-3 | abs), ([] | abs)]→ [-1,3,[]]"
      })
  void resultsAreThoseOfJq(String program, String expected) {
    if (expected.equals("several")) {
      assertThatThrownBy(() -> resolved("${ " + program + " }")).hasMessageContaining("several");
    } else {
      means(program, expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "null | .[]→ \"Cannot iterate over null (null)\"",
        "4 | add→ \"Cannot iterate over number (4)\"",
        "4 | join(\"\")→ \"Cannot iterate over number (4)\"",
        "{} | sort_by(.)→ \"object ({}) and array ([]) cannot be sorted, as they are not both arrays\"",
        "4 | max→ \"number (4) and number (4) cannot be iterated over\"",
        "4 | @csv→ \"number (4) cannot be csv-formatted, only array\"",
        "4 | explode→ \"explode input must be a string\"",
        "\"x\" | gmtime→ \"gmtime() requires numeric inputs\"",
        "4 | delpaths([[0]])→ \"Cannot delete fields from number\"",
        "[4] | delpaths([[\"a\"]])→ \"Cannot delete string element of array\"",
        "\"a\" | sub(\"a\"; 1)→ \"string (\\\"\\\") and number (1) cannot be added\"",
        "4 | {(.): 1}→ \"Cannot use number (4) as object key\"",
        "1 | format(\"x\")→ \"x is not a valid format\"",
        "\"\" | fromjson→ \"Expected JSON value (while parsing '')\"",
        "\"[1, é]\" | fromjson→"
            + " \"Invalid numeric literal at line 1, column 7 (while parsing '[1, é]')\"",
        "\"{\\n 'a\" | fromjson→ \"Invalid string literal; expected \\\", but got ' at EOF"
            + " at line 2, column 3 (while parsing '{\\n 'a')\"",
        "\"[1\" | fromjson→ \"Invalid JSON at EOF at line 1, column 2 (while parsing '[1')\"",
        "\"?\" | @base64d→ \"string (\\\"?\\\") is not valid base64 data\"",
        "\"QQQQQ\" | @base64d→ \"string (\\\"QQQQQ\\\") trailing base64 byte found\""
      })
  void caughtErrorsAreThoseOfJq(String program, String error) {
    means("try (" + program + ") catch .", error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "\"ünder fuß\" | [match(\"\\\\b\\\\w\"; \"g\").string]→ [\"ü\",\"f\"]",
        "\"né\" | [test(\"n\\\\b\"), test(\"n\\\\B\")]→ [false,true]",
        "\"fooBarBaz\" | [splits(\"(?=[A-Z])\")]→ [\"foo\",\"Bar\",\"Baz\"]",
        "\"price 12 EUR, 7 USD\" | [scan(\"[0-9]+(?= EUR)\")]→ [\"12\"]",
        "\"a1 b2\" | [scan(\"(?<=b)[0-9]\"), scan(\"(?<!b)[0-9]\")]→ [\"2\",\"1\"]",
        "\"foobar foo\" | [match(\"foo(?!bar)\").offset]→ [7]",
        "\"xab\" | [match(\"(?<=(x)a)b\").captures[] | .offset, .string]→ [0,\"x\"]",
        "\"a\\n\" | [test(\"a$\\\\n\"), test(\"(a$)\\\\n\"), test(\"a$b\")]→ [true,true,false]",
        "\"l1\\nl2\" | [scan(\"(?m)^l.$\")]→ [\"l1\",\"l2\"]",
        "\"x😀y\" | [match(\"(?<!x)😀|y\").offset]→ [2]",
        "\"ab\" | capture(\"(?<n>a)(?<n>b)\")→ {\"n\":\"b\"}",
        "\"b\" | [match(\"(a*)+\").captures[0].string]→ [\"\"]",
        "\"a aaa aa\" | match(\"a+\"; \"l\") | .offset→ 2",
        "\"x-y_z\" | gsub(\"[^\\\\W_]\"; \"\")→ \"-_\"",
        "\"ab\" | [match(\"|a\"; \"gn\").string]→ [\"a\"]",
        "\"a{,2}\" | [scan(\"a{,2}\")]→ [\"a{,2}\"]",
        "\"aA\" | [match(\"(?i:a)a|A\"; \"g\").string]→ [\"A\"]",
        "\"ab\" | [test(\"a(?#no)b\"), test(\"a**b\"), test(\"a{2}{2}\")]→ [true,true,false]",
        "\"§1½\" | [scan(\"[[:^punct:]]\")]→ [\"1\",\"½\"]",
        "\"İi\" | [match(\"i\"; \"gi\").offset]→ [1]",
        "\"Ka\" | [match(\"\\\\p{Lu}\"; \"gi\").string, test(\"[[:upper:]]{2}\"; \"i\")]→ [\"K\",true]"
      })
  void patternsMatchAsOnigurumaDoes(String program, String expected) {
    means(program, expected);
  }

  @Tag("E8")
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "1425599507 | strftime(\"%-d.%-m.%y, %-I %p, week %V\")→ \"5.3.15, 11 PM, week 10\"",
        "\"5.3.2015\" | strptime(\"%-d.%-m.%Y\") | mktime→ 1425513600",
        "1e12 | todate→ \"33658-09-27T01:46:40Z\"",
        "[2015] | mktime→ 1419984000",
        "[2016, 1, 29, 23, 59, 60.9] | mktime | todate→ \"2016-03-01T00:00:00Z\"",
        "-0.5 | todate→ \"1969-12-31T23:59:59Z\"",
        "[-5, 0, 1, 0, 0, 0] | strftime(\"%y\")→ \"95\"",
        "try (\"2015-02-30\" | strptime(\"%Y-%m-%d\")) catch \"no date\"→ \"no date\"",
        "try (1 | strftime(\"%Q\")) catch \"no format\"→ \"no format\"",
        "\"x\" | try fromdate catch .→"
            + " \"date \\\"x\\\" does not match format \\\"%Y-%m-%dT%H:%M:%SZ\\\"\""
      })
  void datesAreThoseOfJqOrNone(String program, String expected) {
    means(program, expected);
  }

  @Test
  void patternsTakeValuesApart() {
    means("[[5, 6] as {(0, 1): $x} | $x]", "[5,6]");
    means("[foreach {a: 1, b: 2} as {(\"a\", \"b\"): $x} (0; . + $x)]", "[1,3]");
    means("reduce {a: 1, b: 2} as {(\"a\", \"b\"): $x} (0; . + $x)", "3");
    means("[foreach (1, 2, 3) as $x (0; if $x == 2 then empty else . + $x end)]", "[1,3]");
    means("{a: [1, {b: 2}]} as {$a: [$x, {$b}]} | [$a[0], $x, $b]", "[1,1,2]");
    means("[[[1]], [{c: 2}] | . as [[$x]] ?// [{c: $x}] ?// $y | [$x, $y]]", "[[1,null],[2,null]]");
    means("[3 as [$x] ?// $x | if $x == 3 then $x else error end]", "[3]");
    means("[[1, 2] as [$x] ?// $y | if $y then $y else error end]", "[[1,2]]");
  }

  @Test
  void changesByOperatorsTakeEachValueOfTheRight() {
    means("[{a: 1} | .a += (1, 2) | .a]", "[2,3]");
    means("[{a: null} | .a //= (1, 2) | .a]", "[1,2]");
    means("[{a: 1, b: 2} | .[] = (.a, .b)]", "[{\"a\":1,\"b\":1},{\"a\":2,\"b\":2}]");
    means("[[1, 2, 3] | .[] -= .[1]]", "[[-1,0,1]]");
    means("[[1, 2] | .[] += empty]", "[]");
    means("[1, null, 2] | (.[] | select(. == null)) //= 9", "[1,9,2]");
  }

  private static void failsAt(String program, String place) {
    assertThatThrownBy(() -> resolved("${ " + program + " }"))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageEndingWith(" at " + place);
  }

  /** Functions that are written in jq have no places of their own. */
  @Tag("H8")
  @Test
  void faultNamesTheCallInTheProgram() {
    failsAt("[3] | map(.a.b)", "line 1, column 11");
    failsAt("\"x\" |\n map(.)", "line 2, column 2");
    failsAt("[1, \"a\"] | add", "line 1, column 12");
    failsAt("\"x\" | until(.a; .)", "line 1, column 13");
    failsAt("5 | to_entries", "line 1, column 5");
    failsAt("5 | with_entries(.)", "line 1, column 5");
    failsAt("[5] | map(ascii_downcase)", "line 1, column 11");
    failsAt("def f: .a; 5 | f", "line 1, column 8");
    failsAt("[1, {}] | sort_by(.a)", "line 1, column 19");
    failsAt("[5] as [[$x]] | $x", "line 1, column 9");
  }

  /** The body of {@code repeat} is what costs, however little it does. */
  @Tag("H6")
  @Test
  void endlessRepeatsAreStopped() {
    for (String program :
        new String[] {
          "[limit(1000000000; repeat(1))]",
          "[repeat(empty)]",
          "def f: repeat(f); f",
          "first(repeat(empty))",
          "[range(nan)] | length",
          "[range(0; infinite; 1)] | length",
          "(\"a\" * 100000) | [match(\"(?=(a*)b)\"; \"g\")] | length",
          "(\"a\" * 100000) | test(\"(?<=a{0,500}b)c\")",
          "(\"a\" * 100000) | test(\"(?=(?=(?=a*b)a*b)a*b)c\")"
        }) {
      assertThatThrownBy(() -> resolved("${ " + program + " }"))
          .as(program)
          .isInstanceOf(ResolutionFailure.class);
    }
  }
}
