package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call for definitions, with successes and errors. */
class AdminWorkflowsST extends AdminSuite {

  AdminWorkflowsST(Server server) {
    super(server);
  }

  @Test
  void workflowHasVersionsInBothFormats() {
    String hello = workspace + "/workflows/hello";
    assertThat(admin.put(hello, YAML, HELLO).expect(200).text("/version")).isEqualTo("1");
    assertThat(admin.put(hello, "text/yaml", HELLO + "#").expect(200).text("/version"))
        .isEqualTo("2");
    assertThat(admin.get(hello).expect(200).http().body()).isEqualTo(HELLO + "#");
    assertThat(admin.get(hello + "/versions/1").expect(200).http().body()).isEqualTo(HELLO);
    String json = admin.get(hello, JSON).expect(200).http().body();
    assertThat(json).contains("1.10").doesNotContain("#");
    assertThat(admin.put(hello, JSON, json).expect(200).text("/version")).isEqualTo("3");
    assertThat(admin.get(hello, YAML).expect(200).http().body()).contains("greet:");
    admin.get(hello, "image/png").problem(406, "not-acceptable");
    admin.get(hello + "/versions/1", "image/png").problem(406, "not-acceptable");
    assertThat(admin.get(hello + "/versions").expect(200).json().at("/versions")).hasSize(3);
    admin.get(hello + "/versions/4").problem(404, "not-found");
    admin.get(hello + "/versions/x").problem(404, "not-found");
    admin.delete(hello).expect(204);
    admin.get(hello).problem(404, "not-found");
    admin.get(hello + "/versions").problem(404, "not-found");
    admin.delete(hello).problem(404, "not-found");
  }

  @Test
  void metadataOfOthersIsReturnedAsItWasPut() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/definitions/valid/metadata.yaml"));
    String path = workspace + "/workflows/metadata";
    admin.put(path, YAML, text).expect(201);
    assertThat(admin.get(path).expect(200).http().body()).isEqualTo(text);
    String json = admin.get(path, JSON).expect(200).http().body();
    assertThat(json).contains("1.10", "-0.50", "123456789012345678901234567890", "Hello ${ .not }");
    admin.put(path, JSON, json).expect(200);
    assertThat(admin.get(path).expect(200).http().body()).isEqualTo(json);
    admin.delete(path).expect(204);
  }

  @Test
  void functionsAreCalledWithTheirArguments() {
    String path = workspace + "/workflows/functions";
    admin
        .put(
            path,
            YAML,
            """
            document: {dsl: '1.0.3', namespace: tests, name: functions, version: '1.0.0'}
            use: {functions: {greet: {set: {text: '${ "Hello \\(.name)" }'}}}}
            do: [{place: {call: greet, with: {name: '{{runtime.name}}'}}}]
            """)
        .expect(201);
    String run = accepted("{\"workflow\": \"functions\", \"name\": \"Ada\"}", "wait=10");
    awaitStatus(run, "succeeded");
    JsonNode shown = admin.get(workspace + "/runs/" + run).expect(200).json();
    assertThat(shown.at("/output/text").asText()).isEqualTo("Hello Ada");
    JsonNode errors =
        admin
            .put(
                path,
                YAML,
                """
                document: {dsl: '1.0.3', namespace: tests, name: functions, version: '1.0.0'}
                use: {functions: {one: {call: two}, two: {call: one}}}
                do: [{place: {call: three}}]
                """)
            .problem(422, "faulty-definition")
            .json()
            .at("/errors");
    assertThat(errors.findValuesAsText("pointer"))
        .containsExactly("/use/functions/two/call", "/do/0/place/call");
    admin.delete(path).expect(204);
  }

  @Test
  void faultyDefinitionIsNotStored() {
    String path = workspace + "/workflows/faulty";
    for (String text :
        List.of("", "\ta: 1", "a: &a [*a]", "a: 1\na: 2", "do: 1", "[".repeat(9999))) {
      JsonNode errors = admin.put(path, YAML, text).problem(422, "faulty-definition").json();
      assertThat(errors.at("/errors/0/line").asInt()).as(text).isPositive();
    }
    admin.put(path, JSON, HELLO).problem(422, "faulty-definition");
    admin.put(path + "?validate=true", YAML, "do: 1").problem(422, "faulty-definition");
    assertThat(admin.put(path + "?validate=true", YAML, HELLO).expect(200).text("/valid"))
        .isEqualTo("true");
    admin.put(path + "?validate=1", YAML, HELLO).problem(400, "malformed-request");
    admin.put(path, "text/plain", HELLO).problem(415, "unsupported-media-type");
    admin.put(path, YAML, HELLO + "#".repeat(1 << 20)).problem(413, "too-large");
    admin.get(path).problem(404, "not-found");
    String whole = HELLO + "#".repeat((1 << 20) - HELLO.length());
    admin.put(path, YAML, whole).expect(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "über €😀", "a/b", "a%b", "a+b", "a;b", "a?b#c", "versions", "200"})
  void workflowMayHaveAnyName(String free) {
    String called = free.equals("200") ? "x".repeat(200) : free;
    String path = workspace + "/workflows/" + encoded(called);
    assertThat(admin.put(path, YAML, HELLO).expect(201).text("/name")).isEqualTo(called);
    admin.get(path + "/versions/1").expect(200);
    assertThat(admin.get(workspace + "/workflows").http().body()).contains(called);
    assertThat(found("?workflow=" + encoded(called))).isEmpty();
    admin.delete(path).expect(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "%2e%2e", "%20", "a%0Ab", "a;b", "x/"})
  void nameThatNoPathCanContainIsRefused(String encoded) {
    assertThat(admin.put(workspace + "/workflows/" + encoded, YAML, HELLO).status()).isIn(400, 404);
    assertThat(admin.get(workspace + "/workflows").json().at("/workflows")).hasSize(3);
  }

  @Test
  @Tag("X10")
  void pausedWorkflowHoldsItsRuns() {
    String hello = workspace + "/workflows/hello";
    admin.post(hello + "/pause").expect(204);
    admin.post(hello + "/pause").expect(204);
    String run = accepted("{\"workflow\": \"hello\", \"name\": \"Ada\"}", "wait=1");
    assertThat(admin.get(workspace + "/runs/" + run).text("/status")).isEqualTo("queued");
    admin.post(hello + "/resume").expect(204);
    awaitStatus(run, "succeeded");
    admin.post(workspace + "/workflows/none/pause").problem(404, "not-found");
    admin.post(workspace + "/workflows/none/resume").problem(404, "not-found");
  }

  @Test
  void referencesToTheNewestRunsAreListed() {
    String traced = workspace + "/workflows/traced";
    admin.put(traced, YAML, HELLO).expect(201);
    assertThat(admin.get(traced + "/references").expect(200).json().at("/references")).isEmpty();
    String run = accepted("{\"workflow\": \"traced\", \"name\": \"Ada\"}", "wait=5");
    awaitStatus(run, "succeeded");
    JsonNode found = admin.get(traced + "/references").expect(200).json().at("/references");
    assertThat(found)
        .extracting(it -> it.at("/reference").asText() + " " + it.at("/value").asText())
        .contains("{{runtime.name}} \"Ada\"", "{{request.method}} \"POST\"")
        .anyMatch(it -> it.startsWith("{{states.") && it.contains(".output"));
    admin.get(workspace + "/workflows/none/references").problem(404, "not-found");
  }

  @Test
  void definitionIsFormattedAndNotStored() {
    String text = "# says hello\n" + HELLO.replace("do:", "do:   # tasks");
    Admin.Reply formatted = admin.post("/api/admin/format", YAML, text).expect(200);
    assertThat(formatted.http().body()).startsWith("# says hello\n").contains("do: # tasks\n");
    admin.post("/api/admin/format", YAML, "a: [1").problem(422, "faulty-definition");
    admin.post("/api/admin/format", "text/plain", "a: 1").problem(415, "unsupported-media-type");
  }

  @Test
  @Tag("X23")
  void sampleOfASchemaIsAccepted() {
    String orders = workspace + "/workflows/orders";
    String schema =
        "input: {schema: {document: {properties: {runtime: {required: [id], properties: {id:"
            + " {type: integer, minimum: 5}}}}}}}\n";
    admin.put(orders, YAML, HELLO + schema).expect(201);
    JsonNode sample = admin.get(orders + "/sample").expect(200).json();
    assertThat(sample.at("/request").toString()).isEqualTo("{\"workflow\":\"orders\",\"id\":5}");
    assertThat(sample.at("/runtime").toString()).isEqualTo("{\"id\":5}");
    assertThat(admin.webhook(name, SECRET, sample.at("/request").toString()).status())
        .isEqualTo(202);
    Admin.Reply unfit = admin.webhook(name, SECRET, "{\"workflow\": \"orders\", \"id\": 4}");
    assertThat(unfit.expect(422).text("/results/0/problem/errors/0/pointer"))
        .isEqualTo("/runtime/id");

    admin.put(orders, YAML, HELLO + "input: {schema: {document: false}}\n").expect(200);
    JsonNode none = admin.get(orders + "/sample").expect(200).json();
    assertThat(none.has("request")).isFalse();
    assertThat(none.at("/note").asText()).startsWith("No sample that fits");
    admin.get(workspace + "/workflows/none/sample").problem(404, "not-found");
    JsonNode faulty =
        admin
            .put(orders, YAML, HELLO + "input: {schema: {document: {type: 5}}}\n")
            .problem(422, "faulty-definition")
            .json();
    assertThat(faulty.at("/errors/0/pointer").asText()).isEqualTo("/input/schema/document/type");
    assertThat(faulty.at("/errors/0/line").asInt()).isEqualTo(6);
  }
}
