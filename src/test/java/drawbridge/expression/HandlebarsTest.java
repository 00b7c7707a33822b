package drawbridge.expression;

import static drawbridge.expression.Compiled.faults;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.expression.compile.Expressions;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates that Handlebars' own documentation and Mustache's specification describe. */
@Tag("E9")
class HandlebarsTest {

  private static final Scope SCOPE =
      new Scope(
          Json.object(),
          Map.of(
              "list", Json.read("[\"a\",\"b\"]"),
              "none", Json.read("[]"),
              "zero", Json.read("0"),
              "yes", Json.read("true"),
              "no", Json.read("false"),
              "text", Json.read("\"abc\""),
              "one", Json.read("{\"name\":\"Ada\"}"),
              "rows", Json.read("[[1,2],[3]]")),
          Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a|{{#if yes}}|b|{{/if}}|c→a|b|c",
        "a|  {{#if yes}}  |b|  {{else}}|c|{{/if}}|d→a|b|d",
        "a|{{#if no}}|b|{{else}}|c|{{/if}}→a|c|",
        "{{#each list}}|- {{this}}|{{/each}}→- a|- b|",
        "a|{{! note }}|b→a|b",
        "a|{{!-- note --}}→a|",
        "a {{! c }} b→a  b",
        "a {{~! c }} b→a b",
        "a {{! c ~}} b→a b",
        "a | {{~! c ~}} | b→ab",
        "a {{~!-- }} c --~}} b→ab",
        "a {{!-- c --}} b→a  b",
        "a {{!--c~--}} b→a  b",
        "a{{!}}{{~!}}{{!~}}{{~!~}}b→ab",
        "{{~! | c | ~}}|x→x",
        "{{! '\"{{#if }}{{text}}→abc",
        "{{default none \"{{! x }}\"}}→{{! x }}",
        "\\{{! c }}{{~! d }}→{{! c }}",
        "a {{#if yes}}|b|{{/if}}|c→a |b|c",
        "a|{{#if yes}} b|{{/if}} c→a| b| c",
        "a|{{text}}|b→a|abc|b",
        "{{#if yes}}|{{#if yes}}|x|{{/if}}|{{/if}}→x|",
        "a | {{~text~}} | b→aabcb",
        "a {{~#if yes~}} | x | {{~/if~}} b→axb",
        "{{#each list}} {{this}} {{~^~}} none {{/each}}→ a b",
        "\\{{text}} and {{text}}→{{text}} and abc"
      })
  void whitespaceIsControlled(String template, String expected) {
    assertThat(rendered(template.replace('|', '\n'))).isEqualTo(expected.replace('|', '\n'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "<{{list.length}}>→ <2>",
        "<{{none.length}}{{text.length}}>→ <03>",
        "{{#if list.length}}some{{/if}}→ some",
        "<{{#with zero}}{{this}}{{/with}}>→ <0>",
        "<{{#with none}}x{{else}}y{{/with}}>→ <y>",
        "<{{#list}}{{this}},{{/list}}>→ <a,b,>",
        "<{{#none}}x{{else}}y{{/none}}>→ <y>",
        "<{{#one}}{{name}}{{/one}}>→ <Ada>",
        "<{{#yes}}{{text}}{{/yes}}{{#no}}x{{/no}}{{#gone}}x{{/gone}}>→ <abc>",
        "<{{^none}}empty{{/none}}{{^list}}x{{/list}}{{^gone}}gone{{/gone}}>→ <emptygone>",
        "<{{#each rows}}{{#each this}}{{@../index}}.{{@index}} {{/each}}{{/each}}>→ <0.0 0.1 1.0 >"
      })
  void valuesAndSectionsRenderAsInHandlebars(String template, String expected) {
    assertThat(rendered(template)).isEqualTo(expected);
  }

  @Test
  void twoBackslashesAreOneBeforeAValue() {
    assertThat(rendered("a\\\\{{text}}b\\\\{{text}}")).isEqualTo("a\\abcb\\abc");
  }

  @Test
  void messagesSayWhatIsWrong() {
    assertThat(detail("{{#if yes}}x")).contains("not closed before the end");
    assertThat(detail("{{yes")).contains("not closed before the end");
    assertThat(detail("x {{~! c")).contains("not closed before the end");
    assertThat(detail("x {{!-- c }}")).contains("not closed before the end");
    assertThat(detail("a {{~!-- c --~}}|{{#if}".replace('|', '\n'))).contains("line 2, column ");
    assertThat(detail("{{^a}}x{{/b}}")).contains("{{^a}} is closed by {{/b}}");
  }

  private static String detail(String text) {
    return faults(text, ValuePosition.ORDINARY).get(0).detail();
  }

  private static String rendered(String text) {
    List<Fault> faults = new ArrayList<>();
    Value value = new Expressions(false).text(text, "", ValuePosition.TEXT, faults::add);
    assertThat(faults).isEmpty();
    return value.resolve(SCOPE).textValue();
  }
}
