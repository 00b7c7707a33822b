package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dashboard and alert rules use existing metrics. */
@ExtendWith(SharedServer.class)
class MonitoringFilesST {

  private static final Path FILES = Path.of("server-config/monitoring");
  private static final Pattern NAME = Pattern.compile("drawbridge_\\w+");
  private static final Pattern SELECTED = Pattern.compile("(drawbridge_\\w+)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*=~?\\s*\"");
  private static final Pattern RATED = Pattern.compile("(?:rate|increase)\\((drawbridge_\\w+)");

  /** Labels that Prometheus adds. */
  private static final Set<String> OF_THE_SCRAPE = Set.of("instance", "job");

  private final Map<String, Set<String>> shown;

  MonitoringFilesST(Server server) {
    shown = Metrics.of(server).labels();
  }

  @BeforeEach
  void serverHasMetrics() {
    assertThat(shown).containsKey("drawbridge_requests_total");
  }

  @Test
  void dashboardUsesExistingMetrics() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(FILES.resolve("dashboard.json").toFile());
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : dashboard.at("/panels")) {
      panel.path("targets").forEach(target -> expressions.add(target.path("expr").asText()));
    }
    assertThat(expressions).hasSizeGreaterThan(20).allSatisfy(this::assertKnown);
    Set<String> named = names(String.join(" ", expressions));
    assertThat(named)
        .contains(
            "drawbridge_requests_total",
            "drawbridge_accept_seconds_bucket",
            "drawbridge_queue_due",
            "drawbridge_queue_oldest_seconds",
            "drawbridge_runs_total",
            "drawbridge_call_seconds_bucket",
            "drawbridge_executor_active",
            "drawbridge_heap_used_bytes");
    List<String> variables = dashboard.at("/templating/list").findValuesAsText("name");
    assertThat(variables).contains("instance", "datasource");
    names(dashboard.at("/templating").toString())
        .forEach(name -> assertThat(shown).containsKey(name));
  }

  @Test
  void alertRulesUseExistingMetrics() throws IOException {
    JsonNode file =
        new ObjectMapper(new YAMLFactory()).readTree(FILES.resolve("alerts.yaml").toFile());
    assertThat(fields(file)).containsExactly("groups");
    Set<String> alerts = new TreeSet<>();
    for (JsonNode group : file.path("groups")) {
      assertThat(fields(group)).containsExactlyInAnyOrder("name", "rules");
      for (JsonNode rule : group.path("rules")) {
        assertThat(Set.of("alert", "expr", "for", "labels", "annotations"))
            .containsAll(fields(rule));
        assertThat(alerts.add(rule.path("alert").asText())).as(rule.toString()).isTrue();
        assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
        assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
        assertThat(rule.at("/annotations/description").asText()).isNotBlank();
        assertThat(rule.path("for").asText("0s")).matches("\\d+[smh]");
        assertKnown(rule.path("expr").asText());
      }
    }
    assertThat(alerts).hasSizeGreaterThanOrEqualTo(7).allMatch(name -> guide().contains(name));
  }

  private static String guide() {
    try {
      return Files.readString(Path.of("src/docs/operators.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertKnown(String expression) {
    Set<String> names = names(expression);
    assertThat(names.isEmpty() && !expression.startsWith("up{")).as(expression).isFalse();
    assertThat(shown.keySet()).as(expression).containsAll(names);
    SELECTED.matcher(expression).results().forEach(it -> assertLabels(it.group(1), it.group(2)));
    RATED
        .matcher(expression)
        .results()
        .map(it -> it.group(1))
        .forEach(name -> assertThat(name).matches(".*_(total|bucket|sum|count)"));
  }

  private void assertLabels(String name, String selector) {
    Set<String> known = new TreeSet<>(OF_THE_SCRAPE);
    known.addAll(shown.getOrDefault(name, Set.of()));
    assertThat(known)
        .as(name + "{" + selector + "}")
        .containsAll(LABEL.matcher(selector).results().map(it -> it.group(1)).toList());
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    NAME.matcher(text).results().map(MatchResult::group).forEach(names::add);
    return names;
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
