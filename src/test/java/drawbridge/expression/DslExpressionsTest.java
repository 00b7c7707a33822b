package drawbridge.expression;

import static drawbridge.expression.Compiled.faults;
import static drawbridge.expression.Compiled.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions as the DSL has them, one treatment everywhere. */
class DslExpressionsTest {

  private static final Scope PET =
      new Scope(
          Json.read(
              "{\"id\": 7, \"name\": \"a/b ü?\", \"no\": null, \"empty\": \"\", \"up\": \"..\", \"dot\": \".\","
                  + " \"yes\": true, \"list\": [1], \"map\": {}}"),
          Map.of(
              "runtime",
              Json.read(
                  "{\"host\": \"example.org\", \"up\": \"..\", \"dot\": \".\","
                      + " \"base\": \"https://pets.example\","
                      + " \"whole\": \"https://pets.example/a/../b\"}")),
          Map.of("input", Json.read("{\"id\": 8}")));

  @Tag("E1")
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        ".id→ 7",
        "${ .id }→ 7",
        "{ ids: [ $input.id, .id ] }→ {\"ids\":[8,7]}",
        ".list | length→ 1",
        "{{runtime.host}}→ \"example.org\""
      })
  void oneExpressionIsJqWithOrWithoutBraces(String text, String expected) {
    assertThat(expression(TextNode.valueOf(text))).hasToString(expected);
  }

  @Test
  @Tag("E1")
  void objectsAndListsInAnExpressionAreWalked() {
    assertThat(
            expression(
                Json.read("{\"a\": [\"${ .id }\", {\"b\": \"{{runtime.host}}\"}, \".id\"]}")))
        .hasToString("{\"a\":[7,{\"b\":\"example.org\"},\".id\"]}");
  }

  private static JsonNode expression(JsonNode literal) {
    List<Fault> faults = new ArrayList<>();
    Value value = new Expressions(false).expression(literal, "", faults::add);
    assertThat(faults).isEmpty();
    return value.resolve(PET);
  }

  @Tag("E2")
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "Hello ${ .name }!→ write ${ \"Hello \\(.name)!\" };",
        "${ .a } and ${ .b }→ write ${ \"\\(.a) and \\(.b)\" };",
        "say \"${.a}\"→ write ${ \"say \\\"\\(.a)\\\"\" };",
        "{{runtime.host}} ${ .a }→ write ${ \"Hello \\(.name)\" };",
        "cost: ${5→ write ${ \"Hello \\(.name)\" };"
      })
  void anExpressionAmongOtherTextIsRefusedWithTheWayToWriteIt(String text, String advice) {
    assertThat(faults(text, ValuePosition.ORDINARY))
        .singleElement()
        .satisfies(it -> assertThat(it.detail()).contains(advice).contains("$${"));
  }

  @Tag("E2")
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "$${HOME}→ ${HOME}",
        "a $${ b $${→ a ${ b ${",
        "$5 and $$→ $5 and $$",
        "price: ${{runtime.zero}}→ price: $0",
        "$${{runtime.zero}}→ $0"
      })
  void aDollarAndABraceAreWrittenWithTwoDollars(String text, String expected) {
    assertThat(resolved(text).textValue()).isEqualTo(expected);
  }

  @Tag("E3")
  @ParameterizedTest
  @ValueSource(strings = {"${ empty }", "${ .none[]? }"})
  void noValueIsNull(String text) {
    assertThat(resolved(text).isNull()).isTrue();
  }

  @Tag("E3")
  @ParameterizedTest
  @ValueSource(strings = {"${ 1, 2 }", "${ range(3) }", "${ try (1, 2) catch 3 }"})
  void severalValuesFailAndNameTheRemedy(String text) {
    assertThatThrownBy(() -> resolved(text))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageContaining("several values")
        .hasMessageContaining("[ … ]");
  }

  @Tag("E4")
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "https://pets.example/{id}→ https://pets.example/7",
        "https://pets.example/{name}/x→ https://pets.example/a%2Fb%20%C3%BC%3F/x",
        "https://pets.example/{yes}?q={id}&e={empty}→ https://pets.example/true?q=7&e=",
        "https://{{runtime.host}}/{id}?n={{runtime.host}}→ https://example.org/7?n=example.org"
      })
  void anEndpointTakesMembersOfTheInput(String endpoint, String expected) {
    assertThat(endpoint(endpoint)).isEqualTo(expected);
  }

  @Tag("E4")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pets.example/{gone}",
        "https://pets.example/{no}",
        "https://pets.example/{list}",
        "https://pets.example/?q={map}",
        "https://pets.example/{empty}",
        "https://pets.example/{up}/x",
        "https://pets.example/{{runtime.up}}/x",
        "https://pets.example/a/{{runtime.up}}",
        "https://pets.example/a/{{runtime.dot}}?q=1",
        "https://pets.example/{{runtime.dot}}{{runtime.dot}}/x",
        "https://pets.example/{dot}{dot}/x",
        "https://pets.example/%2e{{runtime.dot}}/x",
        "{{{runtime.base}}}/{{runtime.up}}",
        "https://pets.example/?q={gone}"
      })
  void aMemberThatWouldCallAnotherResourceFails(String endpoint) {
    assertThatThrownBy(() -> endpoint(endpoint))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageMatching("(?s).*(of the endpoint|endpoint's path).*");
  }

  @Tag("E4")
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "https://pets.example/../{id}→ https://pets.example/../7",
        "https://pets.example/v{{runtime.dot}}1→ https://pets.example/v.1",
        "https://pets.example/a?path={{runtime.up}}/x→ https://pets.example/a?path=../x",
        "{{{runtime.whole}}}→ https://pets.example/a/../b"
      })
  void dotsThatCallNoOtherResourceAreSent(String endpoint, String expected) {
    assertThat(endpoint(endpoint)).isEqualTo(expected);
  }

  @Tag("E4")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pets.example/{+id}",
        "https://pets.example/{a.b}",
        "https://pets.example/{a,b}",
        "https://pets.example/{}",
        "https://pets.example/{id",
        "https://pets.example/id}{{runtime.host}}"
      })
  void otherBracesAreRefused(String endpoint) {
    assertThat(faults(endpoint, ValuePosition.ENDPOINT)).hasSize(1);
  }

  private static String endpoint(String text) {
    List<Fault> faults = new ArrayList<>();
    Value value =
        new Expressions(false)
            .value(TextNode.valueOf(text), "", ValuePosition.ENDPOINT, faults::add);
    assertThat(faults).isEmpty();
    return value.resolve(PET).textValue();
  }

  @Tag("E6")
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "${ $nope }→ $nope is not defined here; defined are $input, $x",
        "${ $input | . as $y | $y + $z }→ $z is not defined here; defined are $input, $x",
        "{{nope.x}}→ unknown name nope; known here: runtime",
        "{{#if nope}}x{{/if}}→ unknown name nope; known here: runtime",
        "${ @nope }→ nope",
        "${ ltrimstr }→ ltrimstr",
        "${ test(1;2;3) }→ test"
      })
  void whatIsKnownAtSaveIsRefusedAtSave(String text, String detail) {
    List<Fault> faults = new ArrayList<>();
    Value value =
        new Expressions(false, Set.of("runtime"), Set.of("input", "x"))
            .value(TextNode.valueOf(text), "/set", ValuePosition.ORDINARY, faults::add);
    assertThat(faults).singleElement().satisfies(it -> assertThat(it.detail()).contains(detail));
    assertThatThrownBy(() -> value.resolve(PET))
        .as("X27")
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageContaining(detail);
  }
}
