package drawbridge.workflow.schema;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X23")
class DataSchemaTest {

  private static final Duration BOUND = Duration.ofSeconds(20); // on a busy machine

  @Test
  void faultsHavePointersIntoTheValue() {
    List<Fault> faults =
        faults(
            """
            {"type": "object", "required": ["id"], "additionalProperties": false,
             "properties": {"n": {"type": "integer"}, "a/b~c": {"const": 5},
                            "list": {"items": {"type": "string"}}}}""",
            """
            {"n": "s", "a/b~c": 7, "list": ["x", 1], "more": 1}""");

    assertThat(faults)
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder("/n", "/a~1b~0c", "/list/1", "", "");
    assertThat(faults).extracting(Fault::detail).contains("string found, integer expected");
  }

  @Test
  void fittingValueHasNoFault() {
    assertThat(faults("{\"type\":\"object\",\"minProperties\":1}", "{\"a\":1}")).isEmpty();
    assertThat(faults("true", "1")).isEmpty();
    assertThat(faults("{\"format\":\"email\"}", "\"no address\"")).isEmpty(); // an annotation
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "[1,1.0] 1",
        "[1,2] 0",
        "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}] 1",
        "[\"1\",1] 0",
        "[true,1] 0",
        "[[1],[1.00]] 1"
      })
  void equalItemsAreNotUnique(String items, int faults) {
    assertThat(faults("{\"uniqueItems\":true}", items)).hasSize(faults);
    assertThat(faults("{\"uniqueItems\":false}", items)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "^\\d+$; 12; true",
        "^\\d+$; ١٢; false",
        "^\\w+$; naïve; false",
        "^\\u0041$; A; true",
        "^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$; ann@example.org; true",
        "^a\\/b$; a/b; true",
        "b; abc; true",
        "\\bfoo\\b; ä foo ä; true"
      })
  void patternsAreThoseOfEcmaScript(String pattern, String text, boolean matches) {
    String schema = Json.write(Json.object().put("pattern", pattern));
    assertThat(faults(schema, Json.write(Json.NODES.textNode(text))).isEmpty()).isEqualTo(matches);
  }

  @Test
  void dollarIsTheEndOfTheTextAndNotOfALine() {
    assertThat(faults("{\"pattern\":\"^a$\"}", "\"a\\n\"")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/a.json",
        "https://json-schema.org/draft/2020-12/schema",
        "file:///etc/passwd",
        "classpath:META-INF/a.json",
        "resource:a.json",
        "other.json#/a",
        "//host/a"
      })
  void referenceOutOfTheSchemaIsRefused(String target) {
    String schema = "{\"properties\":{\"a\":{\"$ref\":\"" + target + "\"}}}";
    assertThat(refused(schema))
        .singleElement()
        .asString()
        .startsWith("/properties/a/$ref leads out of this schema, and nothing is fetched");
  }

  @Test
  void referenceInAnUnknownKeywordLoadsNothing() {
    assertThat(refused("{\"$ref\":\"#/x/y\",\"x\":{\"y\":{\"$ref\":\"http://127.0.0.1:1/a\"}}}"))
        .singleElement()
        .asString()
        .contains("is not allowed to be loaded");
  }

  @Test
  void referencesInsideTheSchemaAreFollowed() {
    String schema =
        """
        {"$id": "https://example.org/order",
         "properties": {"a": {"$ref": "#/$defs/text"}, "b": {"$ref": "#named"}, "c": {"$ref": "part"}},
         "$defs": {"text": {"type": "string"}, "x": {"$anchor": "named", "type": "integer"},
                   "p": {"$id": "part", "type": "boolean"}}}""";
    assertThat(faults(schema, "{\"a\":1,\"b\":\"x\",\"c\":1}"))
        .extracting(Fault::pointer)
        .containsExactly("/a", "/b", "/c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{\"items\":{\"$ref\":\"#/$defs/none\"}}|/items/$ref the schema has nothing at this pointer",
        "{\"$ref\":\"#none\"}|/$ref the schema has no such anchor",
        "{\"$dynamicRef\":\"#none\"}|/$dynamicRef the schema has no such anchor",
        "{\"type\":5}|/type no JSON Schema: integer found, array expected",
        "{\"minimum\":\"1\"}|/minimum no JSON Schema: string found, number expected",
        "{\"$schema\":\"urn:mine\"}|/$schema not a version of JSON Schema that is known here:"
            + " 2020-12, 2019-09, draft-07, draft-06, draft-04",
        "{\"items\":{\"$id\":\"urn:a\",\"$schema\":\"http://json-schema.org/draft-07/schema#\"}}"
            + "|/items/$schema another version than that of the whole schema",
        "5| must be a JSON Schema: an object, true or false",
        "{\"pattern\":\"(?=a)\"}|/pattern looking around, atomic groups and conditions are not"
            + " available in regular expressions here",
        "{\"pattern\":\"(a{900}){900}\"}|/pattern a regular expression is too large",
        "{\"patternProperties\":{\"(a)\\\\1\":true}}|/patternProperties/(a)\\1 \\1 is not available"
            + " in regular expressions here",
      })
  void unusableSchemaIsRefusedWithItsPlace(String schema, String fault) {
    assertThat(refused(schema)).contains(fault);
  }

  @Test
  void draftFollowsSchemaOrFormat() {
    String exclusive = "{\"minimum\":1,\"exclusiveMinimum\":true}";
    assertThat(refused(exclusive)).isNotEmpty();
    assertThat(read(exclusive, Optional.of(Draft.V4), new ArrayList<>())).isPresent();

    String named = "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[true]}";
    assertThat(read(named, Optional.empty(), new ArrayList<>())).isPresent();
    assertThat(read(named, Optional.of(Draft.V2020_12), new ArrayList<>())).isEmpty();
  }

  @Test
  void sixtyFourLevelsAreCheckedToTheLast() {
    String schema = "{\"properties\":{\"c\":".repeat(64) + "{\"type\":\"null\"}" + "}}".repeat(64);
    String value = "{\"c\":".repeat(64) + "1" + "}".repeat(64);
    assertThat(faults(schema, value)).extracting(Fault::pointer).containsExactly("/c".repeat(64));
    String tree = "{\"properties\":{\"c\":{\"$ref\":\"#\"}},\"additionalProperties\":false}";
    assertThat(faults(tree, "{\"c\":".repeat(250) + "{\"d\":1}" + "}".repeat(250)))
        .extracting(Fault::pointer)
        .containsExactly("/c".repeat(250));
  }

  @Test
  void schemaThatWouldTakeExponentialTimeEnds() {
    StringBuilder schema = new StringBuilder("{\"$ref\":\"#/$defs/a0\",\"$defs\":{");
    for (int i = 0; i < 60; i++) {
      String next = "{\"$ref\":\"#/$defs/a" + (i + 1) + "\"}";
      schema.append("\"a" + i + "\":{\"allOf\":[" + next + "," + next + "]},");
    }
    assertUnchecked(schema.append("\"a60\":{}}}").toString(), "1", "it takes more than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"#\"}",
        "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}}}",
        "{\"allOf\":[{\"not\":{\"$ref\":\"#\"}}]}"
      })
  void schemaThatAppliesToItselfWithoutEndEnds(String schema) {
    assertUnchecked(schema, "1", "more than 600 keywords apply inside each other");
  }

  @Test
  void backtrackingPatternEnds() {
    String text = "\"" + "a".repeat(100_000) + "b\"";
    Assertions.assertTimeoutPreemptively(
        BOUND, () -> assertThat(faults("{\"pattern\":\"^(a+)+$\"}", text)).hasSize(1));
  }

  @Test
  void manyKeywordsOnLongTextsListsAndObjectsEnd() {
    String text = "\"" + "a".repeat(1_000_000) + "\"";
    assertUnchecked("{\"allOf\":[" + "{\"maxLength\":5},".repeat(2_000) + "{}]}", text, "it takes");
    String names = IntStream.range(0, 80_000).mapToObj(i -> "\"m" + i + "\"").collect(joining(","));
    assertUnchecked(
        "{\"items\":{\"required\":[" + names + "]}}",
        "[" + "{},".repeat(50_000) + "{}]",
        "it takes");
  }

  /** Texts of equal hash codes would take quadratic time in a hash table. */
  @Test
  void uniqueItemsWithEqualHashCodesEnd() {
    String items =
        IntStream.range(0, 1 << 16)
            .mapToObj(
                i ->
                    IntStream.range(0, 16)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(joining("", "\"", "\"")))
            .collect(joining(",", "[", "]"));
    Assertions.assertTimeoutPreemptively(
        BOUND, () -> assertThat(faults("{\"uniqueItems\":true}", items)).isEmpty());
  }

  @Test
  void repeatedSortingEnds() {
    String items =
        IntStream.range(0, 100_000).mapToObj(String::valueOf).collect(joining(",", "[", "]"));
    assertUnchecked(
        "{\"allOf\":[" + "{\"uniqueItems\":true},".repeat(300) + "{}]}", items, "it takes");
  }

  @Test
  void bodyOfOneMebibyteIsChecked() {
    String numbers = "{\"items\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":9}}";
    assertThat(faults(numbers, "[" + "1,".repeat(500_000) + "1]")).isEmpty();
    String lines =
        "{\"items\":{\"required\":[\"sku\"],\"properties\":{\"sku\":{\"pattern\":\"^[A-Z]+-[0-9]+$\"},"
            + "\"n\":{\"type\":\"integer\"}},\"additionalProperties\":false}}";
    assertThat(
            faults(
                lines,
                "[" + "{\"sku\":\"AB-12345\",\"n\":7},".repeat(40_000) + "{\"sku\":\"A-1\"}]"))
        .isEmpty();
  }

  @Test
  void hugeExponentsAreNotExpanded() {
    assertUnchecked(
        "{\"items\":{\"multipleOf\":0.01}}", "[" + "1e99999,".repeat(10_000) + "1]", "digits");
  }

  @Test
  void schemaOfOneMebibyteEndsAtSave() {
    String schema = "{\"allOf\":[" + "{\"type\":\"integer\"},".repeat(50_000) + "{}]}";
    Assertions.assertTimeoutPreemptively(
        BOUND, () -> assertThat(refused(schema)).singleElement().asString().contains("it takes"));
    String values = "{\"enum\":[" + "\"" + "v".repeat(1_000_000) + "\"]}";
    assertThat(faults(values, "\"w\"")).hasSize(1);
  }

  @Test
  void onlyTheFirstFaultsAreListed() {
    List<Fault> faults = faults("{\"items\":{\"type\":\"string\"}}", "[" + "1,".repeat(99) + "1]");
    assertThat(faults).hasSize(51);
    assertThat(faults.get(50).detail())
        .isEqualTo("50 more faults are not listed; correct these first");
  }

  private static void assertUnchecked(String schema, String value, String reason) {
    Assertions.assertTimeoutPreemptively(
        BOUND,
        () ->
            assertThat(faults(schema, value))
                .singleElement()
                .extracting(Fault::detail)
                .asString()
                .startsWith("cannot be checked against the schema: ")
                .contains(reason));
  }

  private static List<Fault> faults(String schema, String value) {
    List<String> refused = new ArrayList<>();
    return read(schema, Optional.empty(), refused)
        .orElseThrow(() -> new AssertionError(refused))
        .faults(Json.read(value));
  }

  private static List<String> refused(String schema) {
    List<String> refused = new ArrayList<>();
    assertThat(read(schema, Optional.empty(), refused)).isEmpty();
    return refused;
  }

  private static Optional<DataSchema> read(
      String schema, Optional<Draft> draft, List<String> refused) {
    return SchemaReader.read(
        Json.read(schema), draft, (pointer, detail) -> refused.add(pointer + " " + detail));
  }
}
