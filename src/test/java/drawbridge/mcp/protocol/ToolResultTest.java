package drawbridge.mcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workflow.schema.DataSchema;
import drawbridge.workflow.schema.SchemaReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M1")
class ToolResultTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final DataSchema SCHEMA =
      SchemaReader.read(ToolResult.schema(), Optional.empty(), (pointer, detail) -> {})
          .orElseThrow();

  private static Run run() {
    return new Run(
        new NewRun(
            "run",
            "workspace",
            new PinnedVersion("id", "weather", "version", 1, true, false),
            Optional.empty(),
            "request",
            "{}",
            "{\"secret\": \"argument\"}",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        NOW);
  }

  private static Run ended(Ending ending) {
    Run run = run();
    run.begin("node", NOW);
    run.end(ending);
    return run;
  }

  /** Returns the structured result, which is also its text and fits the schema of tools. */
  private static JsonNode structured(ObjectNode result, boolean isError) {
    assertThat(result.path("isError").booleanValue()).isEqualTo(isError);
    assertThat(result.path("resultType").asText()).isEqualTo("complete");
    assertThat(result.path("content")).hasSize(1);
    assertThat(result.at("/content/0/type").asText()).isEqualTo("text");
    JsonNode structured = result.path("structuredContent");
    assertThat(Json.read(result.at("/content/0/text").asText())).isEqualTo(structured);
    assertThat(SCHEMA.faults(structured)).isEmpty();
    return structured;
  }

  @Test
  void outputIsReturned() {
    Run run = ended(Ending.succeeded("{\"degrees\":1.10}", "{}", NOW));
    assertThat(structured(ToolResult.of(run, "default", List.of()), false))
        .hasToString(
            "{\"runId\":\"run\",\"workflow\":\"weather\",\"status\":\"succeeded\",\"output\":{\"degrees\":1.10}}");
  }

  @Test
  void outputOfAnyTypeIsReturned() {
    for (String output : List.of("null", "[1,2]", "\"text\"", "true")) {
      Run run = ended(Ending.succeeded(output, "{}", NOW));
      assertThat(structured(ToolResult.of(run, "default", List.of()), false).get("output"))
          .hasToString(output);
    }
  }

  @Test
  void largeOutputIsLeftOutAndSaysSo() {
    String largest = "\"" + "ä".repeat(ToolResult.LARGEST_OUTPUT / 2 - 1) + "\"";
    Run fits = ended(Ending.succeeded(largest, "{}", NOW));
    JsonNode whole = structured(ToolResult.of(fits, "default", List.of()), false);
    assertThat(whole.has("output")).isTrue();
    assertThat(whole.has("notice")).isFalse();

    Run large = ended(Ending.succeeded(largest.replace("\"ä", "\"aä"), "{}", NOW));
    JsonNode result = structured(ToolResult.of(large, "my.space", List.of()), false);
    assertThat(result.has("output")).isFalse();
    assertThat(result.path("notice").asText())
        .contains("65537 bytes", "65536", "/console/run.xhtml?workspace=my.space&id=run");
  }

  @Test
  void problemOfARunIsAnErrorWithTitleAndDetailOnly() {
    String problem =
        "{\"type\":\"t\",\"status\":500,\"title\":\"Failed\",\"detail\":\"The reason\","
            + "\"instance\":\"/do/0\",\"body\":\"more\",\"next\":\"Replay it.\"}";
    Run run = ended(Ending.failed(problem, "{}", NOW));
    assertThat(structured(ToolResult.of(run, "default", List.of()), true).path("problem"))
        .hasToString("{\"title\":\"Failed\",\"detail\":\"The reason\"}");
  }

  @Test
  void longDetailIsShortenedAndSaysSo() {
    String problem =
        Json.write(Json.object().put("title", "Failed").put("detail", "x".repeat(100_000)));
    Run run = ended(Ending.failed(problem, "{}", NOW));
    JsonNode result = structured(ToolResult.of(run, "default", List.of()), true);
    assertThat(result.at("/problem/detail").asText())
        .hasSizeLessThan(5_000)
        .contains("100000 characters");
  }

  @Test
  void cancelledRunIsAnError() {
    JsonNode result =
        structured(ToolResult.of(ended(Ending.cancelled(NOW)), "default", List.of()), true);
    assertThat(result.path("status").asText()).isEqualTo("cancelled");
    assertThat(result.path("notice").asText()).contains("cancelled");
  }

  @Test
  void unfinishedRunNamesTheToolThatReturnsItsState() {
    JsonNode result = structured(ToolResult.of(run(), "default", List.of("A notice.")), false);
    assertThat(result.path("status").asText()).isEqualTo("queued");
    assertThat(result.path("notice").asText()).startsWith("A notice. ").contains("run_status");
    assertThat(structured(ToolResult.accepted("run", List.of()), false).path("status").asText())
        .isEqualTo("unknown");
  }

  @Test
  void faultsOfArgumentsHaveTheirPlaces() {
    Problem problem =
        Problem.faulty(
            "unfit-input",
            "Input does not fit",
            422,
            List.of(Fault.at("/city", "must be a text"), Fault.at("", "day is missing")));
    ObjectNode result = ToolResult.refused(problem);
    assertThat(result.path("isError").booleanValue()).isTrue();
    assertThat(result.has("structuredContent")).isFalse();
    assertThat(result.at("/content/0/text").asText())
        .startsWith("/city: must be a text\narguments: day is missing\n")
        .contains("Nothing was started.");
  }
}
