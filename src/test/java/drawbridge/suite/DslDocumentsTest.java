package drawbridge.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.fixture.Stores;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.run.worker.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Definitions in the ways in which other people write them run as the DSL says. */
@Tag("X26")
class DslDocumentsTest {

  private static final Path DIRECTORY = Path.of("src/test/resources/dsl/documents");
  private static final Duration LONG_ENOUGH = Duration.ofHours(2);

  static List<Document> documents() throws IOException {
    List<Document> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.sorted().toList()) {
        documents.add(Document.of(file));
      }
    }
    assertThat(documents).hasSizeGreaterThan(25);
    return documents;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void runsAsTheDslSays(Document document) throws IOException {
    JsonNode expected = document.expected();
    try (StubbedSite site = new StubbedSite(expected.path("answers"));
        TestNode node = new TestNode(Stores.h2())) {
      expected
          .path("secrets")
          .properties()
          .forEach(secret -> node.secret(secret.getKey(), secret.getValue().asText()));
      for (String definition : document.definitions()) {
        Suites.save(Document.nameOf(definition), site.redirected(definition), node);
      }
      String id =
          Suites.accept(
              Document.nameOf(document.definitions().get(0)), expected.path("input"), node);
      node.runDue();
      node.advance(LONG_ENOUGH);
      check(expected, node.run(id));
      checkTasks(expected, node.steps(id));
      assertSame(expected, "calls", site.calls);
      assertSame(expected, "authorization", site.authorizations);
    }
  }

  private static void check(JsonNode expected, Run run) {
    if (expected.has("fails")) {
      assertThat(run.state()).as(run.output()).isEqualTo(RunState.FAILED);
      JsonNode problem = Json.read(String.valueOf(run.problem()));
      expected
          .path("fails")
          .properties()
          .forEach(it -> assertThat(problem.get(it.getKey())).isEqualTo(it.getValue()));
    } else {
      assertThat(run.state()).as(run.problem()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Json.read(String.valueOf(run.output()))).isEqualTo(expected.path("output"));
    }
  }

  private static void checkTasks(JsonNode expected, List<Step> steps) {
    assertSame(expected, "tasks", steps.stream().map(Step::task).toList());
  }

  private static void assertSame(JsonNode expected, String member, List<String> found) {
    if (expected.has(member)) {
      List<String> texts = new ArrayList<>();
      expected.get(member).forEach(text -> texts.add(text.asText()));
      assertThat(found).as(member).isEqualTo(texts);
    }
  }
}
