package drawbridge.expression;

import static drawbridge.expression.Compiled.conditionFaults;
import static drawbridge.expression.Compiled.faults;
import static drawbridge.expression.Compiled.holds;
import static drawbridge.expression.Compiled.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H10")
class JqProgramTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "${ .n }→ 1.10",
        "  ${ .o }  → {\"a\":1.50}",
        "${ .big }→ 123456789012345678901234567890",
        "${ $context.runtime.n }→ 1.10",
        "${ .items[0] | .id }→ \"first\"",
        "${ empty }→ null",
        "${ .items | map(.id) | join(\",\") }→ \"first,second\"",
        "${ \"{{no}} template\" }→ \"{{no}} template\"",
        "${ {now: 1, items, n} | .now }→ 1",
        "${ [.items[] | select(.id == \"second\")] | length }→ 1",
        "${ . as $x | $x.zero }→ 0",
        "${ \"a\\(.zero)b\" }→ \"a0b\"",
        "${ first(range(5)) }→ 0",
        "${ [limit(2; .items[].id)] }→ [\"first\",\"second\"]",
        "${ .t | ascii_upcase | length }→ 5",
        "${ .t | test(\"x\") }→ true",
        "${ [..] | length > 3 }→ true",
        "${ .nil // \"d\" }→ \"d\"",
        "${ try error(\"x\") catch . }→ \"x\"",
        "${ @uri \"\\(.t)\" }→ \"x%20y%2F%C3%BC\""
      })
  void theResultIsTheValue(String text, String expected) {
    assertThat(resolved(text)).hasToString(expected);
  }

  @Tag("H8")
  @Tag("X6")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "${ env }",
        "${ $ENV.PATH }",
        "${ env.PATH }",
        "${ input }",
        "${ [inputs] }",
        "${ debug }",
        "${ stderr }",
        "${ input_filename }",
        "${ $__prog_args }",
        "${ halt }",
        "${ import \"x\" as x; . }",
        "${ include \"x\"; . }",
        "${ nothing }",
        "${ \"\\(env)\" }",
        "${ .[ }",
        "${ }",
        "${ nothing(1) | .a }",
        "${ {a: env} }"
      })
  void environmentAndEndlessFunctionsAreRefusedAtCompileTime(String text) {
    assertThat(faults(text, ValuePosition.OUTBOUND))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).isNotBlank().doesNotContain("\n"));
    assertThat(conditionFaults(text)).hasSize(1);
  }

  @Tag("H8")
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "if .a then 1→ the program ends where end for if, from line 1, column 1 is expected",
        "if .a 1 end→ 1 stands where then for if, from line 1, column 1 is expected",
        "map(.a→ the program ends where ) for map, from line 1, column 1 is expected",
        "(.a | (.b)→ where ) for ( from line 1, column 1 is expected",
        "[.a→ where ] for [ from line 1, column 1 is expected",
        "{a: .b→ where } for { from line 1, column 1 is expected",
        ".[\"a\"→ where ] for [ from line 1, column 2 is expected",
        ".a && .b→ unexpected character; jq writes and for && at line 1, column 4",
        ".a || .b→ jq writes or for || at line 1, column 5",
        ".a => .b→ jq has no => at line 1, column 5",
        ".a === 1→ jq writes == for === at line 1, column 6",
        "!.a→ jq writes | not after a value at line 1, column 1",
        ".a == 'b'→ texts stand in double quotes at line 1, column 7",
        ".foo-bar→ a member with a dash is written .[\"foo-bar\"] at line 1, column 6",
        "[.a] | lenght→ unknown jq function lenght/0; the nearest is length/0",
        "map(.a; .b)→ unknown jq function map/2; the nearest is map/1",
        "def total: 1; totl→ the nearest is total/0",
        "unlikelyname→ unknown jq function unlikelyname/0 at line 1, column 1"
      })
  void mistakeIsNamedWithItsRemedy(String program, String message) {
    assertThat(conditionFaults(program))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).contains(message));
  }

  @Tag("E8")
  @Test
  void nowIsTheTimeOfTheScope() {
    Scope scope =
        new Scope(Json.object(), Map.of(), Map.of(Scope.NOW, Json.NODES.numberNode(1711848600.5)));
    Value value =
        new Expressions(false)
            .value(
                TextNode.valueOf("${ def later: now + 1; [now | todate, later, (now | type)] }"),
                "",
                ValuePosition.ORDINARY,
                fault -> {
                  throw new AssertionError(fault.toString());
                });
    assertThat(value.resolve(scope))
        .hasToString("[\"2024-03-31T01:30:00Z\",1711848601.5,\"number\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${ [range(1e12)] }",
        "${ [range(0; 1; 1e-12)] | length }",
        "${ reduce range(1e12) as $i (0; . + 1) }",
        "${ [range(10000) as $a | range(10000) as $b | range(10000)] }",
        "${ [recurse(.)] }",
        "${ last(range(1e12)) }",
        "${ [recurse(.; true)] }",
        "${ $nothing }"
      })
  void endlessProgramFails(String text) {
    assertThatThrownBy(() -> resolved(text)).isInstanceOf(ResolutionFailure.class);
  }

  @Test
  void unboundVariableIsNamed() {
    assertThatThrownBy(() -> resolved("${ $nothing.a }"))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageContaining("$nothing");
  }

  @Test
  void failureQuotesNoValue() {
    assertThatThrownBy(() -> resolved("${ .t + 1 }"))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageNotContaining("x y");
    assertThatThrownBy(() -> resolved("${ $secrets.key | error }", ValuePosition.OUTBOUND, false))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ".n > 1; true",
        "${ .n > 2 }; false",
        ".zero; true",
        ".nil; false",
        ".no; false",
        "empty; false",
        "{{runtime.yes}}; true",
        "{{runtime.zero}}; false",
        "{{runtime.none}}; false",
        "{{runtime.o}}; true",
        "{{runtime.gone}}; false",
        "{{gt runtime.n 1}}; true",
        "{{not runtime.n}}; false",
        "{{#if runtime.yes}}true{{else}}false{{/if}}; true",
        "{{#if runtime.no}}true{{else}}false{{/if}}; false"
      })
  void conditionsFollowTheTruthOfTheirLanguage(String text, boolean expected) {
    assertThat(holds(text)).isEqualTo(expected);
  }
}
