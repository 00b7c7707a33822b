package drawbridge.expression;

import static drawbridge.expression.Compiled.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {

  @Tag("H1")
  @Tag("H2")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{{runtime.o.a}}; 1.50",
        "{{ runtime.items.[0].id }}; \"first\"",
        "{{runtime.items.1.id}}; \"second\"",
        "{{runtime/o/a}}; 1.50",
        "{{states.[Get Row].value}}; 7",
        "{{@root.runtime.n}}; 1.10",
        "{{this.runtime.n}}; 1.10",
        "{{runtime.items.[9].id}}; null",
        "{{runtime.t.length}}; 5",
        "{{../runtime.n}}; null"
      })
  void pathsResolveFromTheirRoots(String text, String expected) {
    assertThat(resolved(text)).hasToString(expected);
  }

  @Tag("H3")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{{runtime.n}}; 1.10",
        "{{{runtime.n}}}; 1.10",
        "{{&runtime.yes}}; true",
        "{{runtime.big}}; 123456789012345678901234567890",
        "{{runtime.o}}; {\"a\":1.50}",
        "{{runtime.none}}; []",
        "{{runtime.nil}}; null",
        "{{runtime.gone}}; null",
        "{{default runtime.gone runtime.n}}; 1.10",
        "{{lookup runtime.o \"a\"}}; 1.50",
        "{{lookup runtime.items 1}}; {\"id\":\"second\"}",
        "{{json runtime.o}}; \"{\\\"a\\\":1.50}\"",
        "{{eq runtime.n 1.1}}; true"
      })
  void loneReferenceKeepsItsType(String text, String expected) {
    assertThat(resolved(text)).hasToString(expected);
  }

  @Tag("H3")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "<{{runtime.n}}>; <1.10>",
        "<{{runtime.big}}>; <123456789012345678901234567890>",
        "<{{runtime.tiny}}>; <0.0000001>",
        "<{{runtime.o}}{{runtime.none}}>; <{\"a\":1.50}[]>",
        "<{{runtime.nil}}{{runtime.gone}}>; <>",
        "<{{runtime.huge}}>; <1E+1000000000>",
        "{{runtime.yes}}{{runtime.no}}; truefalse",
        "\\{{runtime.n}}; {{runtime.n}}",
        "a{{! note }}b; ab",
        "<b>{{runtime.t}}; <b>x y/ü"
      })
  void longerTextRendersValues(String text, String expected) {
    assertThat(resolved(text).textValue()).isEqualTo(expected);
  }

  @Tag("H4")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{{runtime.gone||runtime.n}}; 1.10",
        "{{runtime.nil || runtime.empty || runtime.none||states.[Get Row].value}}; 7",
        "{{runtime.gone||\"x || y\"}}; \"x || y\"",
        "{{runtime.gone||\"say \\\"x\\\"\"}}; \"say \\\"x\\\"\"",
        "{{runtime.gone||'it\\'s'}}; \"it's\"",
        "<{{runtime.gone || \"a \\\"||\\\" b\"}}>; \"<a \\\"||\\\" b>\"",
        "{{#if (eq (lower runtime.gone||\"A\\\"B\") \"a\\\"b\")}}y{{/if}}; \"y\"",
        "{{upper (lower runtime.gone||runtime.t)}}; \"X Y/Ü\"",
        "{{runtime.gone||(upper runtime.t)}}; \"X Y/Ü\"",
        "{{#if runtime.gone}}{{else if runtime.nil||runtime.n}}y{{/if}}; \"y\"",
        "{{!-- a||b --}}{{runtime.gone||states.[Get Row].value}}x; \"7x\"",
        "\\{{a||b}} {{runtime.n}}; \"{{a||b}} 1.10\"",
        "{{runtime.zero||runtime.n}}; 0",
        "{{runtime.no||runtime.n}}; false",
        "{{{runtime.gone||runtime.n}}}; 1.10",
        "<{{runtime.gone||'x'}}>; \"<x>\"",
        "{{upper runtime.gone||runtime.t}}; \"X Y/Ü\"",
        "{{#if runtime.gone||runtime.n}}y{{else}}n{{/if}}; \"y\"",
        "a || b {{runtime.n}}; \"a || b 1.10\"",
        "{{runtime.gone||runtime.nil}}; null"
      })
  void firstNonEmptyAlternativeIsTaken(String text, String expected) {
    assertThat(resolved(text)).hasToString(expected);
  }

  @Tag("H7")
  @Test
  void dataNeverBecomesTemplate() {
    assertThat(resolved("{{runtime.evil}}").textValue()).isEqualTo("{{runtime.t}} ${ .a }");
    assertThat(resolved("<{{runtime.evil}}>").textValue()).isEqualTo("<{{runtime.t}} ${ .a }>");
  }

  @Tag("H7")
  @Test
  void structureIsFixedAndNamesAreNoTemplates() {
    JsonNode literal = Json.read("{\"{{runtime.t}}\": [\"{{runtime.n}}\", {\"k\": \"c\"}]}");

    assertThat(resolved(literal, ValuePosition.ORDINARY, false))
        .hasToString("{\"{{runtime.t}}\":[1.10,{\"k\":\"c\"}]}");
  }

  @Tag("H7")
  @Test
  void valueWithoutReferencesIsASharedConstant() {
    JsonNode literal = Json.read("{\"a\": [1, \"x\", \"cost: $5\"], \"b\": null}");
    Value value = new Expressions(true).value(literal, "", ValuePosition.ORDINARY, fault -> {});

    assertThat(value.isConstant()).isTrue();
    assertThat(value.resolve(Compiled.scope())).isSameAs(literal);
  }

  @Tag("H9")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{runtime.gone}}",
        "<{{runtime.gone}}>",
        "{{#each runtime.gone}}x{{/each}}",
        "{{upper runtime.gone}}",
        "{{#if runtime.yes}}{{runtime.gone}}{{/if}}"
      })
  void absentReferenceFailsInAStrictDefinition(String text) {
    assertThatThrownBy(() -> resolved(text, ValuePosition.ORDINARY, true))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageContaining("runtime.gone");
  }

  @Tag("H9")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{{#if runtime.gone}}y{{else}}n{{/if}}; n",
        "{{#unless runtime.gone}}y{{/unless}}; y",
        "{{#if (not runtime.gone)}}y{{/if}}; y",
        "{{runtime.gone||\"x\"}}; x",
        "{{default runtime.gone \"x\"}}; x",
        "<{{runtime.nil}}>; <>"
      })
  void strictDefinitionMayTestForAbsence(String text, String expected) {
    assertThat(resolved(text, ValuePosition.ORDINARY, true).textValue()).isEqualTo(expected);
  }

  @Tag("H6")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "https://h/{{runtime.t}}?q=1; https://h/x%20y%2F%C3%BC?q=1",
        "https://h/{{{runtime.t}}}; https://h/x y/ü",
        "https://h/{{&runtime.t}}; https://h/x y/ü",
        "{{runtime.t}}; x%20y%2F%C3%BC",
        "{{{runtime.t}}}; x y/ü",
        "{{#each runtime.items}}/{{id}}{{/each}}; /first/second",
        "https://h/{{secrets.key}}; https://h/hush"
      })
  void valuesInAnEndpointArePercentEncodedUnlessRaw(String text, String expected) {
    assertThat(resolved(text, ValuePosition.ENDPOINT, false).textValue()).isEqualTo(expected);
  }
}
