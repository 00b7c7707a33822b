package drawbridge.admin.control.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.Scope;
import drawbridge.expression.ValuePosition;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resolves the reference of each value and compares the result with the value. */
class NamedValueTest {

  private static final String RUNTIME =
      """
      {"order": {"id": 4711, "lines": [{"sku": "A-1", "qty": 2.50}, []], "note": null, "paid": true},
       "Get Row": {"a.b": 1, "x/y": "2", "": 3, "]": {"lost": 4}, "it's \\"this\\"": 5},
       "this": {"true": 1, "else": 2, "0": 3}, "ümlaut": "ä", "a-b": 1, "@at": 2, "text": "{{no}}"}
      """;

  @Test
  @Tag("H1")
  void everyReferenceToRuntimeDataResolvesToItsValue() {
    List<NamedValue> lines = NamedValue.ofRuntime(RUNTIME);
    assertThat(lines).extracting(NamedValue::reference).contains("{{runtime.order.lines.[0].qty}}");
    assertResolved(lines, Json.object().set("runtime", Json.read(RUNTIME)));
  }

  @Test
  @Tag("H2")
  void everyReferenceToAStateValueResolvesToItsValue() {
    String values = "{\"language\": \"en\", \"Get Row\": {\"cells\": [1, {\"b c\": 2}]}}";
    ObjectNode states = Json.object();
    Json.read(values)
        .properties()
        .forEach(it -> states.set(it.getKey(), Json.object().set("value", it.getValue())));
    List<NamedValue> lines = NamedValue.ofStateValues(values);
    assertThat(lines)
        .extracting(NamedValue::reference)
        .contains("{{states.[Get Row].value.cells.[1].[b c]}}");
    assertResolved(lines, Json.object().set("states", states));
  }

  @ParameterizedTest
  @ValueSource(strings = {"greet", "Get Row", "a.b", "else", "each"})
  @Tag("H2")
  void everyReferenceToAnOutputResolvesToItsValue(String task) {
    String output = "{\"text\": \"Hello\", \"list\": [1.10, [2]]}";
    ObjectNode states = Json.object();
    states.set(task, Json.object().set("output", Json.read(output)));
    assertResolved(NamedValue.ofOutput(task, output), Json.object().set("states", states));
  }

  @Test
  void unreferenceableValuesHaveNoReference() {
    assertThat(NamedValue.ofOutput("a]b", "{\"c\": 1}")).allMatch(it -> it.reference().isEmpty());
    assertThat(NamedValue.ofRuntime("{\"\": 1}").get(1).reference()).isEmpty();
  }

  @Test
  void longListIsCut() {
    assertThat(NamedValue.ofRuntime("[" + "1,".repeat(5_000) + "1]")).hasSize(NamedValue.MOST);
  }

  private static void assertResolved(List<NamedValue> lines, JsonNode roots) {
    Map<String, JsonNode> all = new HashMap<>();
    roots.properties().forEach(it -> all.put(it.getKey(), it.getValue()));
    int resolved = 0;
    for (NamedValue line : lines) {
      if (!line.reference().isEmpty()) {
        JsonNode value = resolve(line.reference(), new Scope(Json.object(), all, Map.of()));
        assertThat(shown(value)).as(line.reference()).isEqualTo(line.shown());
        resolved++;
      }
    }
    assertThat(resolved).isGreaterThan(2);
  }

  /** Returns the value as a line shows it: containers by their size. */
  private static String shown(JsonNode value) {
    List<NamedValue> lines = NamedValue.ofRuntime(Json.write(value));
    return lines.get(0).shown();
  }

  private static JsonNode resolve(String reference, Scope scope) {
    List<Fault> faults = new ArrayList<>();
    JsonNode value =
        new Expressions(true)
            .value(TextNode.valueOf(reference), "", ValuePosition.ORDINARY, faults::add)
            .resolve(scope);
    assertThat(faults).as(reference).isEmpty();
    return value;
  }
}
