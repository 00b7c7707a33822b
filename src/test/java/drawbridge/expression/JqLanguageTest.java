package drawbridge.expression;

import static drawbridge.expression.Compiled.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Common programs have the results of jq. */
@Tag("H10")
class JqLanguageTest {

  private static void means(String program, String expected) {
    assertThat(resolved("${ " + program + " }")).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "[1,2,3] | map(. * 2)→ [2,4,6]",
        "[1,2,3] | map(select(. > 1))→ [2,3]",
        "[{a:1,b:2},{a:1,b:3},{a:0,b:4}] | group_by(.a) | map(map(.b))→ [[4],[2,3]]",
        "[{a:2},{a:1}] | sort_by(.a)→ [{\"a\":1},{\"a\":2}]",
        "[{a:2,b:1},{a:1,b:9},{a:1,b:0}] | sort_by(.a, .b) | map(.b)→ [0,9,1]",
        "[3,1,2,1] | unique→ [1,2,3]",
        "[{a:1,b:1},{a:1,b:2}] | unique_by(.a)→ [{\"a\":1,\"b\":1}]",
        "[3,1,2] | [min, max]→ [1,3]",
        "[{a:1,b:1},{a:1,b:2}] | max_by(.a).b→ 2",
        "[{a:1,b:1},{a:1,b:2}] | min_by(.a).b→ 1",
        "[] | max→ null",
        "[null,true,false,0,-1,\"b\",\"a\",[2],[1],{a:1}] | sort→"
            + " [null,false,true,-1,0,\"a\",\"b\",[1],[2],{\"a\":1}]",
        "[1,2,3] | add→ 6",
        "[\"a\",\"b\"] | add→ \"ab\"",
        "[[1],[2,3]] | add→ [1,2,3]",
        "[{a:1},{b:2},{a:3}] | add→ {\"a\":3,\"b\":2}",
        "[] | add→ null",
        "[null,1,null] | add→ 1",
        "{a:1,b:2} | add→ 3",
        "reduce range(5) as $i (0; . + $i)→ 10",
        "reduce ([1,2],[3,4]) as [$a,$b] (0; . + $a * $b)→ 14",
        "reduce empty as $x (7; 8)→ 7",
        "[foreach range(4) as $i (0; . + $i)]→ [0,1,3,6]",
        "[foreach range(4) as $i (0; . + $i; [$i, .])]→ [[0,0],[1,1],[2,3],[3,6]]",
        "{a:[1,{b:2}]} | [paths]→ [[\"a\"],[\"a\",0],[\"a\",1],[\"a\",1,\"b\"]]",
        "{a:[1,{b:2}]} | [leaf_paths]→ [[\"a\",0],[\"a\",1,\"b\"]]",
        "{a:[1,{b:2}]} | [path(..)] | length→ 5",
        "{a:1} | to_entries→ [{\"key\":\"a\",\"value\":1}]",
        "{a:1,b:2} | with_entries(.value += 1)→ {\"a\":2,\"b\":3}",
        "[{name:\"a\",value:1}] | from_entries→ {\"a\":1}",
        "{b:1,a:2} | keys→ [\"a\",\"b\"]",
        "{b:1,a:2} | [.[]]→ [1,2]",
        "[1,[2,[3]]] | flatten→ [1,2,3]",
        "[1,[2,[3]]] | flatten(1)→ [1,2,[3]]",
        "[[1,2],[3]] | transpose→ [[1,3],[2,null]]",
        "[[1,2],[3,4]] | [combinations]→ [[1,3],[1,4],[2,3],[2,4]]",
        "[1,[2]] | walk(if type == \"number\" then . + 1 else . end)→ [2,[3]]",
        "[1,2,3,4] | [.[1:3], .[:-1], .[-2:]]→ [[2,3],[1,2,3],[3,4]]",
        "[1,2,1] | .[[1]]→ [0,2]",
        "[1,2,1] | indices(1)→ [0,2]",
        "[1,2,1,2] | indices([1,2])→ [0,2]",
        "\"abcabc\" | indices(\"bc\")→ [1,4]",
        "\"aaa\" | indices(\"aa\")→ [0,1]",
        "\"abcb\" | [index(\"b\"), rindex(\"b\"), index(\"x\")]→ [1,3,null]",
        "[1,2,2,3] - [2]→ [1,3]",
        "{a:{b:1}} * {a:{c:2}}→ {\"a\":{\"b\":1,\"c\":2}}",
        "\"ab\" * 3→ \"ababab\"",
        "\"a,b,,c\" / \",\"→ [\"a\",\"b\",\"\",\"c\"]",
        "\"a,b\" | split(\",\")→ [\"a\",\"b\"]",
        "\"a, b\" | split(\", \")→ [\"a\",\"b\"]",
        "\"aXbxc\" | split(\"x\"; \"i\")→ [\"a\",\"b\",\"c\"]",
        "\"äb\" | split(\"\")→ [\"ä\",\"b\"]",
        "[1,null,\"a\",true] | join(\"-\")→ \"1--a-true\"",
        "\"ABÄ\" | ascii_downcase→ \"abÄ\"",
        "\"hé\" | [explode[]] | implode→ \"hé\"",
        "[\"a\",1] | @csv→ \"\\\"a\\\",1\"",
        "\"a b\" | @uri→ \"a%20b\"",
        "\"hi\" | @base64 | [., @base64d]→ [\"aGk=\",\"hi\"]",
        "[1,{a:2}] | tojson→ \"[1,{\\\"a\\\":2}]\"",
        "\"{\\\"a\\\":[1]}\" | fromjson | .a[0]→ 1",
        "\"v\\(1 + 1): \\([1,{a:2}]) \\(null)\"→ \"v2: [1,{\\\"a\\\":2}] null\"",
        "[\"\\(1,2)-\\(3,4)\"]→ [\"1-3\",\"2-3\",\"1-4\",\"2-4\"]",
        "@uri \"q=\\(\"a b\")\"→ \"q=a%20b\"",
        "{a:1} | .b // .a→ 1",
        "[(1,null,2) // 3]→ [1,2]",
        "{a:1} | .a.b?→ null",
        "[1 | .a?]→ []",
        "try error({code: 7}) catch .code→ 7",
        "[.[]?]  | length > 0→ true",
        "{a:[{b:1},{b:2}]} | .a[1].b = 9 | .a→ [{\"b\":1},{\"b\":9}]",
        "{a:[1,2]} | .a[] |= . + 1→ {\"a\":[2,3]}",
        "{a:[1,2]} | .a[] += 10→ {\"a\":[11,12]}",
        "{a:null} | .a //= 3→ {\"a\":3}",
        "null | .a.b[2] = 1→ {\"a\":{\"b\":[null,null,1]}}",
        "[1,2,3,4] | .[1:3] = [9]→ [1,9,4]",
        "{a:1,b:2} | del(.a)→ {\"b\":2}",
        "[1,2,3] | del(.[0,2])→ [2]",
        "{a:{b:1,c:2}} | pick(.a.b)→ {\"a\":{\"b\":1}}",
        "{a:{b:1}} | [getpath([\"a\",\"b\"]), getpath([\"x\",\"y\"])]→ [1,null]",
        "{} | setpath([\"a\",0]; 1)→ {\"a\":[1]}",
        "[limit(2; 5,6,7)]→ [5,6]",
        "[first(5,6), last(5,6), nth(1; 5,6,7)]→ [5,6,6]",
        "[1,2] | [any(. > 1), all(. > 1)]→ [true,false]",
        "{a:[1,\"b\"]} | contains({a:[\"b\"]})→ true",
        "\"foobar\" | contains(\"oba\")→ true",
        "[1,2] | inside([2,1,0])→ true",
        "\"a\" | in({a:1})→ true",
        "[label $f | 1, break $f, 2]→ [1]",
        "{a:1} as {a: $x} | $x→ 1",
        "[1,[2]] as [$a,[$b]] | $a + $b→ 3",
        "[{\"a\":1,(\"b\",\"c\"):2}]→ [{\"a\":1,\"b\":2},{\"a\":1,\"c\":2}]",
        "if . then \"y\" elif 1 then 2 else 3 end→ \"y\"",
        "[1,2] | -(.[0])→ -1",
        "[true, false | not]→ [false,true]",
        "\"2015-03-05T23:51:47Z\" | fromdateiso8601→ 1425599507",
        "[1 == 1.0, \"a\" < \"b\", [1] < [1,0], {} > [], null < false]→"
            + " [true,true,true,true,true]"
      })
  void commonPrograms(String program, String expected) {
    means(program, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "\"foo bar\" | test(\"o b\")→ true",
        "\"FOO\" | [test(\"foo\"), test(\"foo\"; \"i\"), test(\"(?i)foo\")]→ [false,true,true]",
        "\"v1.2.3\" | [scan(\"[0-9]+\")]→ [\"1\",\"2\",\"3\"]",
        "\"a1b22\" | [match(\"[a-z]([0-9]+)\"; \"g\") | .captures[0].string]→ [\"1\",\"22\"]",
        "\"xyz\" | capture(\"(?<first>.)(?<rest>.*)\")→ {\"first\":\"x\",\"rest\":\"yz\"}",
        "\"a-b_c\" | gsub(\"[-_]\"; \" \")→ \"a b c\"",
        "\"abc\" | sub(\"(?<x>b)\"; \"<\\(.x)>\")→ \"a<b>c\"",
        "[\"ab\" | gsub(\"[ab]\"; \"1\", \"2\")]→ [\"11\",\"22\"]",
        "\"x\" * 20000 | gsub(\"x\"; \"ab\") | length→ 40000",
        "\"aaa\" | sub(\"a\"; \"b\")→ \"baa\"",
        "\"2024-01-31\" | test(\"^\\\\d{4}-\\\\d\\\\d-\\\\d{2}$\")→ true",
        "\"a  b\\tc\" | [splits(\"\\\\s+\")]→ [\"a\",\"b\",\"c\"]",
        "\"<a><b>\" | [match(\"<.+?>\"; \"g\").string]→ [\"<a>\",\"<b>\"]",
        "\"<a><b>\" | match(\"<.+>\").string→ \"<a><b>\"",
        "\"foobar\" | match(\"foo|foobar\").string→ \"foo\"",
        "\"naïve ☃!\" | [match(\"\\\\w+\"; \"g\") | [.offset, .length]]→ [[0,5]]",
        "\"a☃b\" | match(\"☃\") | [.offset, .length, .string]→ [1,1,\"☃\"]",
        "\"tel: 030/123\" | [scan(\"(\\\\d+)/(\\\\d+)\")]→ [[\"030\",\"123\"]]",
        "\"ab\" | match(\"(x)?b\").captures[0].string→ null",
        "\"end\\n\" | test(\"end$\")→ true",
        "\"a\\nb\" | [test(\"a.b\"), test(\"^b\")]→ [false,false]",
        "\"[x]\" | test(\"\\\\[x\\\\]\")→ true",
        "\"word\" | [test(\"\\\\bword\\\\b\"), test(\"[[:upper:]]\"), test(\"\\\\p{L}+\")]→"
            + " [true,false,true]",
        "\"ab\" | test(\"a b\"; \"x\")→ true",
        "\"a{b\" | test(\"a{b\")→ true",
        "\"x]\" | test(\"[]x]{2}\")→ true",
        "\"aXb\" | [test(\"[^a-z]\"), test(\"^[^a-z]\")]→ [true,false]",
        "\"abab\" | test(\"^(ab){2}$\")→ true",
        "\"aaaa\" | match(\"a{2,3}\").string→ \"aaa\"",
        "[\"a\",\"b\"] | map(test(\"^a\"))→ [true,false]",
        "\"end\\n\" | [match(\"(d$)\") | .length, .captures[0].string, (.captures | length)]→"
            + " [1,\"d\",1]",
        "\"a\\nb\\n\" | [test(\"a$\"), test(\"b\\\\Z\"), test(\"b\\\\z\")]→"
            + " [false,true,false]",
        "\"ab\\n\" | sub(\"(?<x>b)$\"; \"<\\(.x)>\")→ \"a<b>\\n\"",
        "\"😀a😀\" | [match(\"\"; \"g\").offset]→ [0,1,2,3]",
        "\"😀a1\" | match(\"(?<n>[0-9])\").captures[0] | [.offset, .length, .name]→ [2,1,\"n\"]",
        "\"aab\" | [match(\"a*\"; \"gn\") | .string]→ [\"aa\"]",
        "\"foobar\" | match(\"foo|foobar\"; \"l\").string→ \"foobar\"",
        "\"a\\nb\" | [test(\"a.b\"; \"s\"), test(\"a.b\"; \"p\"), test(\"(?s)a.b\")]→ [false,true,true]",
        "\"ab\" | test(\"a b # both\\n{1}\"; \"x\")→ true",
        "[\"aa\", \"a{,2}\"] | map(test(\"^a{,2}$\"))→ [false,true]",
        "\"Größe: 12 🪿 m²\" | gsub(\"[\\\\W_]+\"; \"-\")→ \"Größe-12-m-\"",
        "\"🪿é\\u00a0\" | [scan(\"[\\\\S]\"), scan(\"[\\\\s\\\\S]\")] | length→ 5",
        "\"٣x\" | [scan(\"\\\\d\"), scan(\"[\\\\D]\")]→ [\"٣\",\"x\"]",
        "\"É\" | test(\"é\"; \"i\")→ true",
        "\"Ä1é_\" | [scan(\"[[:alpha:]]\"), scan(\"[[:upper:]]\"), scan(\"[[:^lower:]]\")]→"
            + " [\"Ä\",\"é\",\"Ä\",\"Ä\",\"1\",\"_\"]",
        "\"٣¿ €+\" | [scan(\"[[:digit:][:punct:]]\")]→ [\"٣\",\"¿\",\"+\"]",
        "\"a\\u00a0b\" | [test(\"[[:space:]]\"), test(\"[[:blank:]]\"), test(\"[[:ascii:]]{2}\")]→"
            + " [true,true,false]",
        "\"xaay\" | [match(\"a*\"; \"gn\") | .offset]→ [1]",
        "[\"a1b22c\" | split(\"[0-9]+\"; null), split(\"B\"; \"i\")]→ [[\"a\",\"b\",\"c\"],[\"a1\",\"22c\"]]",
        "\"a-b.c\" | gsub(\"[\\\\w-]\"; \"\")→ \".\"",
        "\"x\" | [splits(\"x\")]→ [\"\",\"\"]"
      })
  void regularExpressions(String program, String expected) {
    means(program, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        ".n→ 1.10",
        ".big→ 123456789012345678901234567890",
        "[.n]→ [1.10]",
        "{x: .o}→ {\"x\":{\"a\":1.50}}",
        ".o + {b: 1}→ {\"a\":1.50,\"b\":1}",
        "1 + 2→ 3",
        "7 / 2→ 3.5",
        "6 / 2→ 3",
        "7 % 4→ 3",
        "1 - 3→ -2",
        "2 * 3.5→ 7",
        ".n + 1→ 2.1",
        "9007199254740993 + 0→ 9007199254740992"
      })
  void movedDecimalsKeepEveryDigit(String program, String expected) {
    means(program, expected);
  }

  @Tag("E7")
  @Test
  void oneNameOfSeveralValuesKeepsItsOrder() {
    means(
        "[{(\"a\", \"b\"): (1, 2), c: 3} | to_entries[0] | [.key, .value]]",
        "[[\"a\",1],[\"a\",2],[\"b\",1],[\"b\",2]]");
    means("{a: 1, b: 2, a: 3}", "{\"a\":3,\"b\":2}");
    means("[range(0, 1; 3, 4)]", "[0,1,2,0,1,2,3,1,2,1,2,3]");
    means("[[1, 2, 3][-0.5, 1.7, -1]]", "[1,2,3]");
    means("[range(6)] | del(.[0:2][0], .[1:4][0], .[5])", "[2,3,4,5]");
    means("[range(6)] | del(.[0:2][0], .[-1])", "[1,2,3,4]");
    means("[12345678.5, 0.00025, 1e300 * 1.5]", "[12345678.5,0.00025,1.5E300]");
  }

  /** No text of jq has half a pair. */
  @Tag("E7")
  @Test
  void loneSurrogatesAreReplacedWhereBytesOrPointsCount() {
    means("\"\\ud800\" | [utf8bytelength, @uri, explode[]]", "[3,\"%EF%BF%BD\",65533]");
  }

  @Tag("E8")
  @Test
  void yearsBeyondAnIntegerAreNoDates() {
    means("try ([4294969320, 0, 1, 0, 0, 0] | mktime) catch \"none\"", "\"none\"");
    means(
        "[1425599507 | strftime(\"%a %A %b %B %e %j %k %I\", \"%Y-%m-%dT%H:%M:%SZ\")]",
        "[\"Thu Thursday Mar March  5 064 23 11\",\"2015-03-05T23:51:47Z\"]");
    means("\"5 mar 2015\" | strptime(\"%d %b %Y\") | mktime", "1425513600");
  }

  @Test
  void loopsRefundTheValuesOfPastRounds() {
    means("reduce range(10000) as $i ([]; . + [$i]) | length", "10000");
    means("reduce range(2000) as $i ({}; .[\"k\\($i)\"] = $i) | length", "2000");
    means("[range(3000)] | map(. + 1) | del(.[] | select(. % 2 == 0)) | length", "1500");
    means("[range(5000)] | .[] |= . + 1 | add", "12502500");
  }

  @Test
  void listsOfTenThousandElementsFitTheBudget() {
    means(
        "[range(10000) | {id: ., name: \"n\\(.)\"}] | map(select(.id % 2 == 0)) | length", "5000");
    means("[range(10000)] | group_by(. % 7) | map(length) | add", "10000");
    means("[range(20000)] | sort | last", "19999");
  }
}
