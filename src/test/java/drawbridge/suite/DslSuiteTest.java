package drawbridge.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import drawbridge.fixture.Stores;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.run.worker.TestNode;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.definition.DefinitionFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples and conformance features of the DSL's specification. A feature's definition is saved
 * with {@code metadata.input: runtime}, and its input enters as a request's data.
 */
@Tag("X26")
class DslSuiteTest {

  private static final Path DIRECTORY =
      Path.of(System.getProperty("drawbridge.suites", "../shared/suites")).resolve("dsl");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("(\\S+) should run (first|last|after)(.*)");

  @Test
  void everyExampleIsAcceptedOrNamed() throws IOException {
    assumeTrue(Files.isDirectory(DIRECTORY), "skipped: there is no directory " + DIRECTORY);
    Map<String, String> found = new TreeMap<>();
    int read = 0;
    try (TestNode node = new TestNode(Stores.h2())) {
      for (Path file : files("examples", ".yaml")) {
        read++;
        String text = Files.readString(file);
        List<Fault> faults =
            node.catalogue.check("", new Catalogue.Text(text, DefinitionFormat.YAML));
        if (!faults.isEmpty()) {
          found.put("examples/" + file.getFileName(), faults.toString());
        }
      }
    }
    assertThat(read).isGreaterThan(60);
    Differences.assertNamed("examples/", found);
  }

  /** Beginnings of reasons, with the pointers of the faults that they explain. */
  private static final Map<String, String> OBSTACLES =
      Map.ofEntries(
          Map.entry("schedule", "/schedule"),
          Map.entry("emit", ".*/emit"),
          Map.entry("listen", ".*/listen"),
          Map.entry("call: ", ".*/call"),
          Map.entry("functions of a catalog", ".*/call"),
          Map.entry("gRPC", ".*/call"),
          Map.entry("processes", ".*/run/(container|script|shell|return)"),
          Map.entry("extensions", "/use/extensions"),
          Map.entry("input.schema", ".*/input/schema"),
          Map.entry("use.functions", "/use/functions|.*/call"),
          Map.entry("OAuth2", ".*/authentication.*"),
          Map.entry("OpenID Connect", ".*/authentication.*"));

  @Test
  void reasonOfAnExampleIsItsOnlyObstacle() throws IOException {
    assumeTrue(Files.isDirectory(DIRECTORY), "skipped: there is no directory " + DIRECTORY);
    Map<String, String> wrong = new TreeMap<>();
    try (TestNode node = new TestNode(Stores.h2())) {
      for (Map.Entry<String, String> named : Differences.named("examples/").entrySet()) {
        List<String> pointers =
            node
                .catalogue
                .check(
                    "",
                    new Catalogue.Text(
                        Files.readString(DIRECTORY.resolve(named.getKey())), DefinitionFormat.YAML))
                .stream()
                .map(Fault::pointer)
                .toList();
        List<String> explained = new ArrayList<>();
        for (String reason : named.getValue().split("; ", -1)) {
          OBSTACLES.entrySet().stream()
              .filter(it -> reason.startsWith(it.getKey()))
              .forEach(it -> explained.add(it.getValue()));
        }
        boolean isTruthful =
            pointers.stream().allMatch(at -> explained.stream().anyMatch(at::matches))
                && explained.stream()
                    .allMatch(it -> pointers.stream().anyMatch(a -> a.matches(it)));
        if (!isTruthful) {
          wrong.put(named.getKey(), named.getValue() + ", but faults are at " + pointers);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set.yaml | schedule | [{\"id\": 1}] | {\"startEvent\": {\"id\": 1}}",
        "set-expression.yaml | schedule | [{\"id\": 1}] | {\"id\": 1}",
        "schedule-cron.yaml | schedule | {} | {\"at\": \"/api/v1/backup/start\"}",
        "schedule-event-driven.yaml | schedule | [{\"data\": {\"patient\": {\"id\": 7}}}] | {\"at\": \"/api/v1/notify\", \"patientId\": 7}",
        "call-http-query-parameters.yaml | input | {\"searchQuery\": \"a b\"} | {\"at\": \"/api/people/?search=a%20b\"}",
        "call-http-query-headers-expressions.yaml | input | {\"searchQuery\": \"x\"} | {\"at\": \"/api/people/?search=x\"}",
        "call-http-redirect.yaml | input | {\"searchQuery\": \"x\"} | {\"at\": \"/api/people/?search=x\"}",
        "star-wars-homeworld.yaml | input | {\"id\": 1} | {\"at\": \"/planets/1\"}",
      })
  void exampleWithoutWhatComesLaterRuns(String file, String member, String input, String output)
      throws IOException {
    assumeTrue(Files.isDirectory(DIRECTORY), "skipped: there is no directory " + DIRECTORY);
    ObjectNode definition =
        (ObjectNode) YAML.readTree(Files.readString(DIRECTORY.resolve("examples/" + file)));
    definition.remove(member);
    try (PublicSites sites = new PublicSites();
        TestNode node = new TestNode(Stores.h2())) {
      Run run =
          run(
              "example",
              sites.redirected(YAML.writeValueAsString(definition).replace("---\n", "")),
              Json.read(input),
              node);
      assertThat(run.state()).as(run.problem()).isEqualTo(RunState.SUCCEEDED);
      JsonNode found = Json.read(String.valueOf(run.output()));
      Json.read(output)
          .properties()
          .forEach(it -> assertThat(found.get(it.getKey())).isEqualTo(it.getValue()));
    }
  }

  @Test
  @Tag("X16")
  void everyFeaturePassesOrIsNamed() throws IOException {
    assumeTrue(Files.isDirectory(DIRECTORY), "skipped: there is no directory " + DIRECTORY);
    Map<String, String> found = new TreeMap<>();
    int read = 0;
    try (PublicSites sites = new PublicSites();
        TestNode node = new TestNode(Stores.h2())) {
      for (Path file : files("ctk", ".feature")) {
        for (Scenario scenario : Scenario.of(Files.readAllLines(file))) {
          read++;
          String name = "ctk/" + file.getFileName() + ": " + scenario.name();
          try {
            execute(scenario, "w" + read, sites, node);
          } catch (AssertionError e) {
            found.put(name, String.valueOf(e.getMessage()));
          }
        }
      }
    }
    assertThat(read).isGreaterThan(20);
    Differences.assertNamed("ctk/", found);
  }

  private static List<Path> files(String directory, String ending) throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY.resolve(directory))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static void execute(Scenario scenario, String name, PublicSites sites, TestNode node)
      throws IOException {
    String definition = "";
    JsonNode input = Json.object();
    Run run = null;
    for (Scenario.Step step : scenario.steps()) {
      switch (step.text()) {
        case "a workflow with definition:" -> definition = sites.redirected(step.content());
        case "the workflow input is:" -> input = YAML.readTree(step.content());
        case "the workflow is executed" -> run = run(name, definition, input, node);
        default -> check(step, Objects.requireNonNull(run), node);
      }
    }
  }

  private static Run run(String name, String definition, JsonNode input, TestNode node) {
    Suites.save(name, definition, node);
    String id = Suites.accept(name, input, node);
    node.runDue();
    return node.run(id);
  }

  private static void check(Scenario.Step step, Run run, TestNode node) throws IOException {
    String text = step.text();
    JsonNode output = Json.read(String.valueOf(run.output()));
    List<String> quoted = QUOTED.matcher(text).results().map(it -> it.group(1)).toList();
    Matcher order = ORDER.matcher(text);
    if (text.startsWith("the workflow should complete")) {
      assertThat(run.state()).as(run.problem()).isEqualTo(RunState.SUCCEEDED);
      if (!step.content().isEmpty()) {
        assertThat(output).isEqualTo(YAML.readTree(step.content()));
      }
    } else if (text.startsWith("the workflow should fault")) {
      assertThat(run.state()).isEqualTo(RunState.FAILED);
      JsonNode problem = Json.read(String.valueOf(run.problem()));
      YAML.readTree(step.content())
          .properties()
          .forEach(it -> assertThat(problem.get(it.getKey())).isEqualTo(it.getValue()));
    } else if (text.contains("should have properties")) {
      quoted.forEach(it -> assertThat(at(output, it).isMissingNode()).as(it).isFalse());
    } else if (text.contains("property with value:")) {
      assertThat(at(output, quoted.get(0))).isEqualTo(YAML.readTree(step.content()));
    } else if (text.contains("property containing")) {
      MatchResult count =
          Pattern.compile("containing (\\d+) items")
              .matcher(text)
              .results()
              .findFirst()
              .orElseThrow();
      assertThat(at(output, quoted.get(0))).hasSize(Integer.parseInt(count.group(1)));
    } else if (order.matches()) {
      List<String> ran = node.steps(run.id()).stream().map(Step::task).toList();
      int at = ran.indexOf(order.group(1));
      assertThat(at).isNotNegative();
      switch (order.group(2)) {
        case "first" -> assertThat(at).isZero();
        case "last" -> assertThat(at).isEqualTo(ran.size() - 1);
        default -> assertThat(at).isGreaterThan(ran.indexOf(order.group(3).strip())).isPositive();
      }
    } else {
      throw new IllegalStateException("a step that this runner does not know: " + text);
    }
  }

  private static JsonNode at(JsonNode output, String path) {
    return output.at("/" + path.replace('.', '/'));
  }
}
