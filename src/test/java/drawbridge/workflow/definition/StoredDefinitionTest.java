package drawbridge.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.expression.Scope;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.TaskBody;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions that an earlier version accepted, and that a save refuses now. */
class StoredDefinitionTest {

  private static final DefinitionReader READER = new DefinitionReader();
  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: old, version: '1.0.0'}\n";

  @Tag("X27")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "do: [{a: {set: {x: 'Hello ${ .name }'}}}]",
        "do: [{a: {set: {x: '${ $nope }'}}}]",
        "do: [{a: {set: {x: '{{nope}}'}}}]",
        "do: [{a: {set: {x: '${ halt }'}}}]",
        "do: [{a: {set: {x: 1}, output: {as: plain text}}}]",
        "do: [{a: {set: {x: 1}, if: '$nope'}}]",
        "do: [{a: {for: {each: i, in: '${ [] }'}, do: [{b: {set: {x: 1}}}]}}, {c: {set: {x: '${ $i }'}}}]",
        "do: [{a: {call: http, with: {method: GET, endpoint: 'https://a/', headers: {x: Zoë}}}}]",
        "do: [{a: {wait: '${ $output }'}}]",
        "use: {errors: {e: {type: 'a://b', status: 500, detail: '{{nope}}'}}}\ndo: [{a: {set: {x: 1}}}]",
        "use: {timeouts: {t: {after: '${ $item }'}}}\ndo: [{a: {set: {x: 1}, timeout: t}}]"
      })
  void whatASaveRefusesNowStillCompilesAndWarns(String body) {
    assertThat(READER.read(HEAD + body, DefinitionFormat.YAML))
        .isInstanceOf(ParseResult.Faulty.class);

    ParseResult stored = READER.stored(HEAD + body, DefinitionFormat.YAML);

    assertThat(stored).isInstanceOf(ParseResult.Sound.class);
    assertThat(stored.warnings()).hasSize(1);
    assertThat(stored.warnings().get(0).line()).isPositive();
  }

  @Test
  @Tag("X27")
  void onlyTheTaskConcernedFails() {
    Definition definition =
        sound("do: [{a: {set: {x: 'Hello ${ .name }'}}}, {b: {set: {x: '${ .name }'}}}]");
    Scope scope = new Scope(Json.read("{\"name\": \"Ada\"}"), Map.of(), Map.of());

    assertThatThrownBy(() -> set(definition, 0, scope))
        .isInstanceOf(ResolutionFailure.class)
        .hasMessageContaining("${ \"Hello \\(.name)\" }");
    assertThat(set(definition, 1, scope)).hasToString("{\"x\":\"Ada\"}");
  }

  private static Definition sound(String body) {
    return READER
        .stored(HEAD + body, DefinitionFormat.YAML)
        .match(
            it -> it,
            faults -> {
              throw new AssertionError(faults);
            });
  }

  private static JsonNode set(Definition definition, int task, Scope scope) {
    return ((TaskBody.Set) definition.flow().tasks().get(task).step()).value().resolve(scope);
  }

  @Test
  @Tag("X16")
  void theInputDocumentIsRuntimeOrLeftOut() {
    String other =
        "document: {dsl: '1.0.0', namespace: t, name: t, version: '1.0.0', metadata: {input: x}}\n"
            + "do: [{a: {set: {x: 1}}}]";
    List<Fault> faults = READER.read(other, DefinitionFormat.YAML).match(it -> List.of(), it -> it);
    assertThat(faults)
        .singleElement()
        .satisfies(it -> assertThat(it.pointer()).isEqualTo("/document/metadata/input"));
    assertThat(READER.stored(other, DefinitionFormat.YAML).warnings()).hasSize(1);
  }
}
