package drawbridge.admin.control.tryout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.control.InputCheck;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.WorkflowRequest;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.model.Definition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X23")
class SampleRequestTest {

  private static final String HEAD =
      """
      document: {dsl: '1.0.0', namespace: tests, name: order, version: '1.0.0'%s}
      do: [{keep: {set: {a: 1}}}]
      """;
  private static final String OF_REQUESTS = ", metadata: {input: runtime}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "true",
        "{properties: {runtime: {required: [id, at], properties: {id: {type: integer, minimum: 5},"
            + " at: {type: string, format: date-time}}}}}",
        "{properties: {states: {required: [stage], properties: {stage: {properties: {value: {enum:"
            + " [test, live]}}}}}}}",
        "{properties: {runtime: {required: [workflow, uid], properties: {uid: {type: integer}}}}}",
        "{properties: {runtime: {required: [batch]}, states: {minProperties: 2}}}",
        "{properties: {runtime: {properties: {a: {properties: {b: {type: array, items:"
            + " {enum: [x]}}}}}}}}",
        "{examples: [{runtime: {id: 7}, states: {a: {value: 1}}}], properties: {runtime: {required:"
            + " [id]}}}",
        "{examples: [{runtime: {id: 7}}], properties: {runtime: {required: [id]}}}"
      })
  void requestIsReadAndFits(String schema) {
    Definition definition = definition("", schema);
    String body =
        SampleRequest.of(definition).flatMap(it -> it.toRequest("the order")).orElseThrow();

    List<RunOrder> orders =
        WorkflowRequest.read(
            body.getBytes(StandardCharsets.UTF_8),
            RequestLimits.DEFAULT,
            read -> read,
            problem -> {
              throw new AssertionError(problem);
            });

    assertThat(orders).singleElement().extracting(RunOrder::workflow).isEqualTo("the order");
    assertThat(new InputCheck().refusal(definition, orders.get(0))).isEmpty();
  }

  @Test
  void bodyUsesExamplesAndTellsNothingElse() {
    SampleRequest sample =
        SampleRequest.of(
                definition(
                    "",
                    "{properties: {runtime: {required: [name], properties: {name: {examples: [Ada]},"
                        + " age: {default: 36}}}, states: {required: [s]}}}"))
            .orElseThrow();
    assertThat(json(sample.toRequest("w").orElseThrow()))
        .isEqualTo(
            "{\"workflow\":\"w\",\"stateValues\":{\"s\":\"text\"},\"name\":\"Ada\",\"age\":36}");
    assertThat(json(sample.toBody())).isEqualTo("{\"name\":\"Ada\",\"age\":36}");
    assertThat(json(sample.toStateValues())).isEqualTo("{\"s\":\"text\"}");
  }

  @Test
  void workflowWithoutASchemaTakesAnEmptyRequest() {
    Definition definition =
        new DefinitionReader()
            .read(HEAD.formatted(""), DefinitionFormat.YAML)
            .match(it -> it, SampleRequestTest::fail);
    assertThat(SampleRequest.of(definition).flatMap(it -> it.toRequest("w")).map(this::json))
        .hasValue("{\"workflow\":\"w\"}");
  }

  @Test
  @Tag("X16")
  void dataThatIsTheInputDocumentMayBeNoObject() {
    SampleRequest object =
        SampleRequest.of(definition(OF_REQUESTS, "{required: [id]}")).orElseThrow();
    assertThat(object.toRequest("w").map(this::json))
        .hasValue("{\"workflow\":\"w\",\"id\":\"text\"}");

    SampleRequest array =
        SampleRequest.of(definition(OF_REQUESTS, "{type: array, items: {const: 1}}")).orElseThrow();
    assertThat(array.toRequest("w")).isEmpty();
    assertThat(json(array.toBody())).isEqualTo("[1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "{properties: {states: false}}", // every input document has states
        "{additionalProperties: false, properties: {runtime: true}}",
        "{properties: {runtime: {type: object, minProperties: 3, maxProperties: 2}}}"
      })
  void schemaThatNoRequestFitsHasNoSample(String schema) {
    assertThat(SampleRequest.of(definition("", schema))).isEmpty();
  }

  private String json(String indented) {
    JsonNode tree = Json.read(indented);
    return Json.write(tree);
  }

  private static Definition definition(String metadata, String schema) {
    return new DefinitionReader()
        .read(
            HEAD.formatted(metadata) + "input: {schema: {document: " + schema + "}}\n",
            DefinitionFormat.YAML)
        .match(it -> it, SampleRequestTest::fail);
  }

  private static Definition fail(Object faults) {
    throw new AssertionError(faults);
  }
}
