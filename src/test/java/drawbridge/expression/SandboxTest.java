package drawbridge.expression;

import static drawbridge.expression.Compiled.conditionFaults;
import static drawbridge.expression.Compiled.faults;
import static drawbridge.expression.Compiled.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H6")
class SandboxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{class}}",
        "{{runtime.class}}",
        "{{runtime.getClass}}",
        "{{runtime.[class].name}}",
        "{{runtime.__proto__}}",
        "{{runtime.items.size}}",
        "{{runtime.constructor}}",
        "{{runtime.nodeType}}",
        "{{lookup runtime \"class\"}}",
        "{{../../x}}",
        "{{@partial-block}}",
        "{{@data}}"
      })
  void templatesReachOnlyTheTree(String text) {
    assertThat(resolved(text).isNull()).isTrue();
  }

  @Tag("X13")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{secrets.key}}",
        "<{{{secrets.key}}}>",
        "{{[secrets].key}}",
        "{{this.secrets.key}}",
        "{{./secrets.key}}",
        "{{@root.secrets.key}}",
        "{{upper secrets.key}}",
        "{{secrets}}",
        "{{runtime.gone||secrets.key}}",
        "{{#each secrets}}{{this}}{{/each}}",
        "{{#with secrets as |s|}}{{s.key}}{{/with}}",
        "{{#if (eq secrets.key \"h\")}}{{/if}}",
        "{{#each runtime.items}}{{../secrets.key}}{{/each}}",
        "{{lookup this \"secrets\"}}",
        "{{lookup secrets \"key\"}}",
        "{{json (lookup . \"secrets\")}}",
        "{{#if runtime.no}}{{else if secrets.key}}{{/if}}"
      })
  void secretsAreRefusedOutsideOutboundCalls(String text) {
    assertThat(faults(text, ValuePosition.ORDINARY)).hasSize(1);
    assertThat(conditionFaults(text)).hasSize(1);
  }

  @Tag("X13")
  @Tag("E5")
  @ParameterizedTest
  @ValueSource(strings = {"${ $secrets.key }", "${ \"\\($secrets)\" }", "${ [$secrets | .key] }"})
  void jqMayCompareSecretsInConditionsOnly(String text) {
    assertThat(faults(text, ValuePosition.ORDINARY)).hasSize(1);
    assertThat(conditionFaults(text)).isEmpty();
  }

  @Tag("X13")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{this}}",
        "{{json this}}",
        "{{json .}}",
        "{{#each this}}{{json this}}{{/each}}",
        "{{#with this}}{{json .}}{{/with}}",
        "{{json @root}}",
        "{{@root}}",
        "{{#each states}}{{json ..}}{{/each}}",
        "{{#each runtime.items}}{{json ../this}}{{/each}}",
        "{{#each this as |v k|}}{{k}}{{json v}}{{/each}}",
        "{{lookup this (lower \"SECRETS\")}}",
        "{{json (lookup @root (trim \" secrets\"))}}"
      })
  void wholeScopeContainsNoSecrets(String text) {
    assertThat(resolved(text).toString()).doesNotContain("hush").doesNotContain("secrets");
  }

  @Tag("X13")
  @Test
  void secretsMayBeUsedInOutboundCalls() {
    assertThat(resolved("Bearer {{secrets.key}}", ValuePosition.OUTBOUND, true).textValue())
        .isEqualTo("Bearer hush");
    assertThat(resolved("${ $secrets.key }", ValuePosition.OUTBOUND, true).textValue())
        .isEqualTo("hush");
  }

  @Test
  void tooLongTemplateIsRefused() {
    assertThat(faults("{{runtime.n}}" + "x".repeat(64 * 1024), ValuePosition.ORDINARY)).hasSize(1);
    assertThat(faults("${ . }" + " ".repeat(10), ValuePosition.ORDINARY)).isEmpty();
  }

  @Test
  void outputStopsAtItsLimit() {
    Value value = value("{{#each l}}" + "x".repeat(1000) + "{{/each}}");

    assertThatThrownBy(() -> value.resolve(list(9_999)))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageContaining("1048576");
  }

  @Test
  void oneLoopVisitsAtMostTenThousandElements() {
    Value value = value("{{#each l}}x{{/each}}");

    assertThat(value.resolve(list(10_000)).textValue()).hasSize(10_000);
    assertThatThrownBy(() -> value.resolve(list(10_001))).isInstanceOf(ResolutionFailure.class);
  }

  @Test
  void nestedLoopsThatWriteNothingAreBoundedToo() {
    Value value = value("{{#each l}}{{#each ../l}}{{#each ../../l}}{{/each}}{{/each}}{{/each}}");

    assertThatThrownBy(() -> value.resolve(list(10_000)))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageContaining("rounds");
  }

  @ParameterizedTest
  @MethodSource("deep")
  void tooDeeplyNestedExpressionIsRefused(String deep) {
    assertThat(faults(deep, ValuePosition.ORDINARY)).hasSize(1);
    assertThat(conditionFaults(deep)).hasSize(1);
  }

  static List<String> deep() {
    return List.of(
        "{{#if a}}".repeat(101) + "{{/if}}".repeat(101),
        "{{#if a}}".repeat(4_000) + "{{/if}}".repeat(4_000),
        "{{#if a}}".repeat(7_000),
        "{{upper " + "(upper ".repeat(5_000) + "a" + ")".repeat(5_000) + "}}",
        "{{upper " + "(upper ".repeat(5_000) + "a||b" + ")".repeat(5_000) + "}}",
        "{{" + "(".repeat(60_000) + "||}}",
        "{{#if a}}" + "{{else if a}}".repeat(4_000) + "{{/if}}",
        "{{a||b" + "\"\\\"".repeat(20_000) + "}}",
        "{{" + "[".repeat(60_000) + "||}}",
        "{{" + "'\"".repeat(30_000) + "||}}",
        "${ " + "[".repeat(30_000) + "]".repeat(30_000) + " }",
        "${ " + "(".repeat(30_000) + "1" + ")".repeat(30_000) + " }",
        "${ " + "{a: ".repeat(10_000) + "1" + "}".repeat(10_000) + " }",
        "${ " + "\"\\(".repeat(10_000) + "1" + ")\"".repeat(10_000) + " }");
  }

  @Test
  void longTagsAreReadInLinearTime() {
    assertThat(faults("{{" + "a".repeat(60_000) + "||b}}", ValuePosition.ORDINARY)).isEmpty();
    assertThat(faults("{{default " + "a ".repeat(20_000) + "x||b}}", ValuePosition.ORDINARY))
        .isEmpty();
    assertThat(faults("{{a" + "||a".repeat(20_000) + "}}", ValuePosition.ORDINARY)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("growing")
  void helperCallsWithoutOutputAreBounded(String text, String limit) {
    Value value = value(text);

    assertThatThrownBy(() -> value.resolve(list(10_000)))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageContaining(limit);
  }

  static List<Arguments> growing() {
    String quoted = "(json ".repeat(60) + "t" + ")".repeat(60);
    String all = "{{#each l}}{{#if (eq (json ../l) \"x\")}}{{/if}}{{/each}}";
    return List.of(
        Arguments.of("{{json " + quoted + "}}", "1048576"),
        Arguments.of("{{#if " + quoted + "}}x{{/if}}", "1048576"),
        Arguments.of("{{upper (url " + quoted + ")}}", "1048576"),
        Arguments.of(all, "steps"),
        Arguments.of("{{#each l}}{{#if (eq ../l ../l)}}{{/if}}{{/each}}", "steps"),
        Arguments.of("{{#each l}}{{#if (lookup ../l ../l)}}{{/if}}{{/each}}", "steps"));
  }

  @Tag("H5")
  @Test
  void datePatternIsBounded() {
    assertThat(faults("{{date runtime.at \"" + "[".repeat(5_000) + "\"}}", ValuePosition.ORDINARY))
        .hasSize(1);
    assertThat(faults("{{date runtime.at \"" + "yyyy ".repeat(50) + "\"}}", ValuePosition.ORDINARY))
        .hasSize(1);
  }

  @Tag("X7")
  @Test
  void repeatedReferencesToALargeValueAreBounded() {
    ArrayNode names = Json.NODES.arrayNode();
    for (int i = 0; i < 1000; i++) {
      names.add("{{l}}");
    }
    Value value = new Expressions(false).value(names, "", ValuePosition.ORDINARY, fault -> {});

    assertThat(value.resolve(list(10))).hasSize(1000);
    assertThatThrownBy(() -> value.resolve(list(10_000)))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageContaining("4194304");
  }

  @Tag("H8")
  @Test
  void faultsHaveThePointerInsideTheValue() {
    List<Fault> faults = new ArrayList<>();
    Value unused =
        new Expressions(false)
            .value(
                Json.read("{\"a/b\": [\"ok\", \"{{log x}}\"], \"c~d\": \"${ .[ }\"}"),
                "/do/0/set",
                ValuePosition.ORDINARY,
                faults::add);

    assertThat(faults)
        .extracting(Fault::pointer)
        .containsExactly("/do/0/set/a~1b/1", "/do/0/set/c~0d");
    assertThat(faults).allSatisfy(f -> assertThat(f.detail()).doesNotContain("\n"));
  }

  private static Value value(String text) {
    return new Expressions(false)
        .value(
            TextNode.valueOf(text),
            "",
            ValuePosition.ORDINARY,
            fault -> {
              throw new AssertionError(fault.toString());
            });
  }

  private static Scope list(int size) {
    ArrayNode list = Json.NODES.arrayNode();
    for (int i = 0; i < size; i++) {
      list.add(i);
    }
    return new Scope(Json.object(), Map.of("l", list, "t", TextNode.valueOf("\"")), Map.of());
  }
}
