package drawbridge.expression;

import static drawbridge.expression.Compiled.faults;
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

@Tag("H5")
class HelperCallsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{{#if (eq runtime.items.0.id \"first\")}}y{{else}}n{{/if}}; y",
        "{{#eq runtime.zero 0}}y{{else}}n{{/eq}}; y",
        "{{#ne runtime.zero 0}}y{{else}}n{{/ne}}; n",
        "{{#if (and runtime.yes (gt runtime.n 1))}}y{{/if}}; y",
        "{{#if (or runtime.no (lt runtime.n 1))}}y{{else}}n{{/if}}; n",
        "{{#if runtime.no}}a{{else if runtime.yes}}b{{else}}c{{/if}}; b",
        "{{#if runtime.no}}a{{else if runtime.nil}}b{{else}}c{{/if}}; c",
        "{{#if runtime.zero}}y{{else}}n{{/if}}; n",
        "{{#if runtime.none}}y{{^}}n{{/if}}; n",
        "{{#unless runtime.yes}}y{{else}}n{{/unless}}; n",
        "{{#each runtime.items}}{{@index}}={{id}}{{#unless @last}},{{/unless}}{{/each}};"
            + " 0=first,1=second",
        "{{#each runtime.items as |item i|}}{{i}}{{item.id}}{{../runtime.zero}}{{/each}};"
            + " 0first01second0",
        "{{#each runtime.items}}<{{runtime.n}}>{{/each}}; <><>",
        "{{#each runtime.o}}{{@key}}={{this}}{{/each}}; a=1.50",
        "{{#each runtime.none}}x{{else}}none{{/each}}; none",
        "{{#with runtime.o}}{{a}}{{/with}}; 1.50",
        "{{#with runtime.o as |it|}}{{it.a}}{{/with}}; 1.50",
        "{{upper \"a\"}}{{lower \"B\"}}[{{trim \" c \"}}]; Ab[c]",
        "{{url runtime.t}}!; x%20y%2F%C3%BC!",
        "{{json runtime.items}}!; [{\"id\":\"first\"},{\"id\":\"second\"}]!",
        "{{date runtime.at \"yyyy-MM-dd HH:mm\" \"Europe/Berlin\"}}; 2024-03-31 03:30",
        "{{date runtime.millis \"yyyy-MM-dd HH:mm\"}}; 2024-03-31 01:30",
        "<{{date runtime.gone \"yyyy\"}}>; <>"
      })
  void allowedHelpersReturnTheirResults(String text, String expected) {
    assertThat(resolved(text).asText()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{log runtime.n}}",
        "{{i18n \"k\"}}",
        "{{embedded \"x\"}}",
        "{{precompile \"x\"}}",
        "{{#partial \"x\"}}{{/partial}}",
        "{{#block \"x\"}}{{/block}}",
        "{{> x}}",
        "{{>x}}",
        "{{> (lookup . \"x\")}}",
        "{{#> x}}{{/x}}",
        "{{#*inline \"x\"}}y{{/inline}}",
        "{{* inline}}",
        "{{*inline \"x\"}}",
        "{{nothing runtime.n}}",
        "{{#nothing runtime.n}}{{/nothing}}",
        "{{{{raw x}}}}{{{{/raw}}}}",
        "{{=<% %>=}}",
        "{{upper (nothing runtime.n)}}",
        "{{if runtime.n}}",
        "{{upper x=runtime.n}}",
        "{{helperMissing runtime.n}}",
        "{{blockHelperMissing runtime.n}}",
        "{{#if runtime.n}}",
        "{{#if runtime.n}}{{/each}}",
        "{{runtime.n",
        "{{}}",
        "{{eq runtime.n}}",
        "{{date runtime.at runtime.t}}",
        "{{date runtime.at \"bbbb\"}}",
        "{{date runtime.at \"yyyy\" \"Nowhere\"}}",
        "{{now \"x\"}}",
        "{{#upper runtime.t}}{{/upper}}"
      })
  void otherHelpersAndSyntaxAreRefusedAtCompileTime(String text) {
    assertThat(faults(text, ValuePosition.ORDINARY))
        .singleElement()
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/do/0"))
        .satisfies(fault -> assertThat(fault.detail()).isNotBlank().doesNotContain("\n"));
  }

  @Test
  void failureOfAHelperQuotesNoValue() {
    assertThatThrownBy(() -> resolved("{{date runtime.t \"yyyy\"}}"))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageNotContaining("x y");
  }

  @Tag("E8")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1711848600 | 2024-03-31 03:30:00.000",
        "1711848600123 | 2024-03-31 03:30:00.123",
        "1711848600.5 | 2024-03-31 03:30:00.500",
        "0 | 1970-01-01 01:00:00.000",
        "-1 | 1970-01-01 00:59:59.000",
        "\"1711848600\" | 2024-03-31 03:30:00.000",
        "\"1711848600123\" | 2024-03-31 03:30:00.123",
        "\"2024-03-31T01:30:00Z\" | 2024-03-31 03:30:00.000",
        "\"2024-03-31T01:30:00.25+0000\" | 2024-03-31 03:30:00.250",
        "\"2024-03-31T03:30:00+02:00\" | 2024-03-31 03:30:00.000",
        "\"2024-03-31T01:30z\" | 2024-03-31 03:30:00.000",
        "\"2024-03-31\" | 2024-03-31 00:00:00.000",
        "\"Sun, 31 Mar 2024 01:30:00 GMT\" | 2024-03-31 03:30:00.000",
        "\"Sun, 31 Mar 2024 01:30:00 -0100\" | 2024-03-31 04:30:00.000"
      })
  void datesOfSendersAreRead(String value, String expected) {
    assertThat(dated(value)).isEqualTo(expected);
  }

  @Tag("E8")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"20240131\"",
        "\"202401311530\"",
        "\"20240131153000\"",
        "\"2024\"",
        "\"2024-02-30\"",
        "\"2024-02-30T00:00:00Z\"",
        "\"2024-01-31T24:00:00Z\"",
        "\"2024-01-31T01:30:00\"",
        "\"2024-01-31 01:30:00Z\"",
        "\"01/02/2024\"",
        "\"31.1.2024\"",
        "\"Mon, 31 Mar 2024 01:30:00 GMT\"",
        "\"Sun, 31 Feb 2024 01:30:00 GMT\"",
        "\"soon\"",
        "1711848600000000",
        "1e300",
        "1e-300",
        "1E1000000000",
        "true",
        "{\"a\": 1}",
        "[1]"
      })
  void noTextBecomesAWrongDate(String value) {
    assertThatThrownBy(() -> dated(value))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageContaining("date takes epoch seconds or milliseconds, ISO 8601");
  }

  private static String dated(String json) {
    Scope scope =
        new Scope(Json.object(), Map.of("at", Json.read(json)), Map.of("at", Json.object()));
    Value template =
        new Expressions(false)
            .value(
                TextNode.valueOf("{{date at \"yyyy-MM-dd HH:mm:ss.SSS\" \"Europe/Berlin\"}}"),
                "",
                ValuePosition.ORDINARY,
                fault -> {
                  throw new AssertionError(fault.toString());
                });
    return template.resolve(scope).textValue();
  }
}
