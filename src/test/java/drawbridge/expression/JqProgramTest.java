package drawbridge.expression;

import static drawbridge.expression.Compiled.conditionFaults;
import static drawbridge.expression.Compiled.faults;
import static drawbridge.expression.Compiled.holds;
import static drawbridge.expression.Compiled.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        "${ now }",
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
