package drawbridge.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.compile.Query;
import drawbridge.platform.json.Json;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  private static final JsonNode INPUT =
      Json.read("{\"runtime\": {\"id\": 7, \"all\": [1, 2]}, \"request\": {\"method\": \"POST\"}}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".runtime.id == 7 and $context.request.method == \"POST\"",
        ".runtime.all as [$a, $b] | $a + $b == 3",
        ".runtime as {id: $x} | $x == 7",
        ".runtime as {$id, $all} | $id == 7 and ($all | length) == 2",
        ".runtime as {\"id\": $x} | {$x} | .x == 7",
        "reduce .runtime.all[] as $n (0; . + $n) == 3",
        "[foreach .runtime.all[] as $n (0; . + $n; [$n, .])] | length == 2",
        "label $out | .runtime.all[] | if . == 2 then true, break $out else empty end",
        ". as $all | $all.runtime.id == 7",
        "any(.runtime.all[]; . == 2)",
      })
  void definedNamesAreFound(String text) {
    Query query = query(text);
    assertThat(query.fault()).isEmpty();
    assertThat(query.holds(INPUT, Map.of("context", INPUT))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$runtime.id | $runtime",
        "{$nothing} | $nothing",
        "`(.a as $x | $x) + $x` | $x",
        "`reduce .a[] as $n ($n; .)` | $n",
        "`. as {a: $x} | $y` | $y",
        "test | test/0",
        "`any(.a; .b; .c)` | any/3",
        "nonsense(1) | nonsense",
        "$ENV.PATH | ENV",
        ".runtime[ | jq cannot be read",
      })
  void undefinedNamesAreFaults(String text, String named) {
    assertThat(query(text).fault()).hasValueSatisfying(it -> assertThat(it).contains(named));
  }

  @Test
  void failuresNameNeitherTheProgramNorAValue() {
    assertThatThrownBy(() -> query(".runtime.id | keys").first(INPUT, Map.of("context", INPUT)))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessage("number has no keys at line 1, column 15");
    assertThatThrownBy(() -> query("$none").first(INPUT, Map.of("context", INPUT)))
        .isInstanceOf(ResolutionFailure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".request.headers[\"x-id\"]",
        "$context.request.query.id",
        ".request.id + \"/\" + .request.method",
        "\"\\(.request.id)-1\"",
        ".request.headers | .[\"x-id\"] // \"none\"",
        "\"constant\"",
        ".request.body.entry[0].id",
        "if .request.method == \"POST\" then .request.id else \"b\" end",
      })
  void programsOverTheRequestOnlyAreTold(String text) {
    assertThat(query(text).readsBeside("request")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".runtime.id",
        "$context.runtime.id",
        ".request.id + .runtime.id",
        "tostring",
        ".",
        ". as $all | $all.runtime.id",
        ".request.id | . + $context.runtime.id",
        ".request.headers[.runtime.name]",
        "\"\\(.runtime.id)\"",
        ".[\"runtime\"].id",
        "[.request.id, .runtime.id] | join(\"/\")",
        "first(.request.id)",
      })
  void otherProgramsMayReadTheElement(String text) {
    assertThat(query(text).readsBeside("request")).isTrue();
  }

  @Test
  void pathsOverAnArrayPositionAreTold() {
    assertThat(query(".runtime.events[0].id").takesPosition()).isTrue();
    assertThat(query("$context.request.body[1].id").takesPosition()).isTrue();
    assertThat(query(".runtime.events[].id").takesPosition()).isTrue();
    assertThat(query("[.runtime.events[].id] | join(\",\")").takesPosition()).isFalse();
    assertThat(query(".request.headers[\"x-id\"]").takesPosition()).isFalse();
  }

  private static Query query(String text) {
    return Query.of(text, Set.of("context"));
  }
}
