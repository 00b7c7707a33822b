package drawbridge.template;

import static drawbridge.template.Compiled.conditionFaults;
import static drawbridge.template.Compiled.faults;
import static drawbridge.template.Compiled.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "{{runtime.items.length}}",
        "{{runtime.constructor}}",
        "{{runtime.nodeType}}",
        "{{lookup runtime \"class\"}}",
        "{{../../x}}",
        "{{@partial-block}}",
        "{{@data}}"
      })
  void nothingButTheTreeCanBeReached(String text) {
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
        "${ $secrets.key }",
        "${ \"\\($secrets)\" }",
        "${ . as {$secrets} | $secrets }",
        "${ [$secrets | .key] }",
        "{{#if runtime.no}}{{else if secrets.key}}{{/if}}"
      })
  void secretsAreRefusedWhereTheyMayNotBeSeen(String text) {
    assertThat(faults(text, Place.ORDINARY)).hasSize(1);
    assertThat(conditionFaults(text)).hasSize(1);
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
  void aReachForTheWholeNeverFindsSecrets(String text) {
    assertThat(resolved(text).toString()).doesNotContain("hush").doesNotContain("secrets");
  }

  @Tag("X13")
  @Test
  void secretsMayBeUsedInOutboundCalls() {
    assertThat(resolved("Bearer {{secrets.key}}", Place.OUTBOUND, true).textValue())
        .isEqualTo("Bearer hush");
    assertThat(resolved("${ $secrets.key }", Place.OUTBOUND, true).textValue()).isEqualTo("hush");
  }

  @Test
  void aTemplateThatIsTooLongIsRefused() {
    assertThat(faults("{{runtime.n}}" + "x".repeat(64 * 1024), Place.ORDINARY)).hasSize(1);
    assertThat(faults("${ . }" + " ".repeat(10), Place.ORDINARY)).isEmpty();
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

  @Test
  void aTemplateNestedTooDeeplyIsRefusedAndDoesNotBreakTheCompiler() {
    String deep = "{{#if a}}".repeat(3_000) + "{{/if}}".repeat(3_000);

    assertThat(faults(deep, Place.ORDINARY).size()).isLessThanOrEqualTo(1);
    assertThat(
            faults(
                    "{{upper " + "(upper ".repeat(5_000) + "a" + ")".repeat(5_000) + "}}",
                    Place.ORDINARY)
                .size())
        .isLessThanOrEqualTo(1);
  }

  @Tag("H8")
  @Test
  void faultsCarryThePlaceInsideTheValue() {
    List<Fault> faults = new ArrayList<>();
    Value unused =
        new Expressions(false)
            .value(
                Json.read("{\"a/b\": [\"ok\", \"{{log x}}\"], \"c~d\": \"${ .[ }\"}"),
                "/do/0/set",
                Place.ORDINARY,
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
            Place.ORDINARY,
            fault -> {
              throw new AssertionError(fault.toString());
            });
  }

  private static Scope list(int size) {
    ArrayNode list = Json.NODES.arrayNode();
    for (int i = 0; i < size; i++) {
      list.add(i);
    }
    return new Scope(Json.object(), Map.of("l", list), Map.of());
  }
}
