package drawbridge.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.workflow.model.Tool;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mark that offers a workflow to models (M1). */
@Tag("M1")
class ToolReaderTest {

  private static final DefinitionReader READER = new DefinitionReader();
  private static final String MARK = "tool: {description: Returns the weather.}";
  private static final String SCHEMA =
      "{type: object, properties: {city: {type: string}}, required: [city]}";

  private static String definition(String metadata, String rest) {
    return "document: {dsl: '1.0.0', namespace: tests, name: weather, version: '1.0.0', title: The"
        + " weather, metadata: {"
        + metadata
        + "}}\n"
        + rest
        + "\ndo: [{a: {set: {x: 1}}}]\n";
  }

  private static String withSchema(String metadata, String schema) {
    return definition(metadata, "input: {schema: {document: " + schema + "}}");
  }

  private static Optional<Tool> tool(String text) {
    return READER
        .read(text, DefinitionFormat.YAML, "weather")
        .match(
            it -> it.tool(),
            faults -> {
              throw new AssertionError(faults);
            });
  }

  private static List<Fault> faults(String text, String name) {
    return READER.read(text, DefinitionFormat.YAML, name).match(it -> List.of(), it -> it);
  }

  @Test
  void workflowWithoutMarkIsNoTool() {
    assertThat(tool(definition("other: 1", ""))).isEmpty();
  }

  @Test
  void toolHasTitleDescriptionAndSchemaOfItsDefinition() {
    Tool tool = tool(withSchema("input: runtime, " + MARK, SCHEMA)).orElseThrow();

    assertThat(tool.title()).contains("The weather");
    assertThat(tool.description()).isEqualTo("Returns the weather.");
    assertThat(tool.inputSchema())
        .hasToString(
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}");
  }

  @Test
  void toolWithoutSchemaTakesAnyObject() {
    assertThat(tool(definition(MARK, "")).orElseThrow().inputSchema())
        .hasToString("{\"type\":\"object\"}");
  }

  @Test
  void schemaOfAnotherDraftIsNamed() {
    String text =
        definition(
            "input: runtime, " + MARK,
            "input: {schema: {format: 'json:draft-07', document: " + SCHEMA + "}}");
    assertThat(tool(text).orElseThrow().inputSchema().path("$schema").asText())
        .startsWith("http://json-schema.org/draft-07/schema");
    String named =
        SCHEMA.replace(
            "{type: object", "{$schema: 'http://json-schema.org/draft-06/schema#', type: object");
    assertThat(tool(withSchema("input: runtime, " + MARK, named)).orElseThrow().inputSchema())
        .hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tool: true",
        "tool: {}",
        "tool: text",
        "tool: {description: ''}",
        "tool: {description: 1}",
        "tool: null"
      })
  void markWithoutDescriptionIsRefused(String mark) {
    assertThat(faults(definition(mark, ""), "weather"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/document/metadata/tool");
              assertThat(fault.detail()).contains("`description`");
              assertThat(fault.line()).isEqualTo(1);
            });
  }

  @Test
  void furtherMembersAreRefused() {
    assertThat(faults(definition("tool: {description: a, name: b}", ""), "weather"))
        .singleElement()
        .extracting(Fault::pointer)
        .isEqualTo("/document/metadata/tool/name");
  }

  @Test
  void descriptionHasALimit() {
    String longest = "x".repeat(ToolReader.LONGEST_DESCRIPTION);
    assertThat(faults(definition("tool: {description: " + longest + "}", ""), "weather")).isEmpty();
    assertThat(faults(definition("tool: {description: " + longest + "x}", ""), "weather"))
        .singleElement()
        .extracting(Fault::pointer)
        .isEqualTo("/document/metadata/tool/description");
  }

  @ParameterizedTest
  @CsvSource({
    "weather, true",
    "Get_Weather-2, true",
    "get weather, false",
    "wetter/heute, false",
    "a.b, false",
    "wärme, false",
    "run_status, false",
    "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg, true",
    "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg, false"
  })
  void nameOfTheWorkflowIsANameOfTools(String name, boolean isGood) {
    List<Fault> faults = faults(definition(MARK, ""), name);
    assertThat(faults.isEmpty()).as("%s", faults).isEqualTo(isGood);
    assertThat(faults(definition("other: 1", ""), name)).as("no tool").isEmpty();
    assertThat(faults(definition(MARK, ""), "")).as("of an unknown name").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: array}|/input/schema/document",
        "{properties: {a: {type: string}}}|/input/schema/document",
        "{type: [object, array]}|/input/schema/document",
        "true|/input/schema/document",
        "{type: object, properties: {a: {type: string, x-mcp-header: A}}}|/input/schema/document"
      })
  void schemaThatDescribesNoArgumentsIsRefused(String schema, String pointer) {
    assertThat(faults(withSchema("input: runtime, " + MARK, schema), "weather"))
        .singleElement()
        .extracting(Fault::pointer)
        .isEqualTo(pointer);
    assertThat(faults(withSchema("input: runtime", schema), "weather")).as("no tool").isEmpty();
  }

  @Test
  void schemaOfTheWholeInputDocumentIsRefused() {
    assertThat(faults(withSchema(MARK, SCHEMA), "weather"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).contains("`input: runtime`"));
  }

  @Test
  void schemaHasALimit() {
    String comment = "x".repeat(ToolReader.LARGEST_SCHEMA);
    String schema = "{type: object, description: " + comment + "}";
    assertThat(faults(withSchema("input: runtime, " + MARK, schema), "weather"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).contains("32768 bytes"));
  }

  @Test
  @Tag("X27")
  void storedDefinitionWithAFaultyMarkIsNoToolAndRuns() {
    for (String mark : List.of("tool: true", "tool: {description: a, more: b}", MARK)) {
      String text = mark.equals(MARK) ? withSchema(mark, "{type: array}") : definition(mark, "");
      ParseResult stored = READER.stored(text, DefinitionFormat.YAML);
      assertThat(stored).as(mark).isInstanceOf(ParseResult.Sound.class);
      assertThat(stored.warnings()).as(mark).isNotEmpty();
      Optional<Tool> tool = stored.match(it -> it.tool(), faults -> Optional.empty());
      assertThat(tool).as(mark).isEmpty();
    }
  }
}
