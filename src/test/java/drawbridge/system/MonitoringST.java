package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.monitoring.entity.Counts;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under a mixed load, all figures equal the ledger exactly. */
class MonitoringST {

  private static final int SENDERS = 3;
  private static final int ROUNDS = 20;
  private static final int NAPS = 3;

  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: %s, version: '1.0.0'}%ndo:%n";
  private static final String SET = "  - greet: {set: {greeting: hello}}\n";

  /** Its retries are used up: a failure in all figures (X17). */
  private static final String GIVES_UP =
      "  - tried: {try: [{stop: {raise: {error: {type: 'https://example.org/broken', status: 500,"
          + " title: Broken}}}}], catch: {retry: {limit: {attempt: {count: 1}}}}}\n";

  private static final String NAP = "  - nap: {wait: {minutes: 10}}\n";
  private static final String CALL =
      "  - tell: {call: http, with: {method: post, endpoint: '%s', body: {a: 1}}}\n";

  @TempDir Path directory;

  @Test
  void everyFigureEqualsTheLedger() throws IOException, JMException, SQLException {
    try (Sink sink = new Sink();
        Server server = Server.start(directory, workflows(sink));
        Jmx jmx = new Jmx(server)) {
      load(server);
      cancelNaps(server);
      awaitIdle(server);

      Metrics metrics = Metrics.of(server);
      assertRuns(server, metrics, jmx);
      assertRejections(server, metrics, jmx);
      assertInbound(metrics, jmx);
      assertNode(metrics, jmx);
      assertThat(metrics.value("call_seconds_count")).isEqualTo(sink.calls("/told").size());
      assertDescribed(jmx);
      terminate(server);
    }
    assertStored();
  }

  private Map<String, String> workflows(Sink sink) throws IOException {
    Path files = Files.createDirectories(directory.resolve("workflows"));
    Map<String, String> tasks =
        Map.of(
            "hello", SET, "fails", GIVES_UP, "nap", NAP, "tells", CALL.formatted(sink.at("/told")));
    for (Map.Entry<String, String> each : tasks.entrySet()) {
      Files.writeString(
          files.resolve(each.getKey() + ".yaml"), HEAD.formatted(each.getKey()) + each.getValue());
    }
    return Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", files.toString());
  }

  private static void load(Server server) {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    IntStream.range(0, ROUNDS).forEach(round -> senders.execute(() -> send(server, round)));
    senders.shutdown();
    Awaitility.await().atMost(Duration.ofMinutes(5)).until(senders::isTerminated);
    for (int nap = 0; nap < NAPS; nap++) {
      expect(202, server.post("{\"workflow\": \"nap\"}").statusCode());
    }
  }

  /** Sends 6 accepted requests, 3 duplicates (1 a conflict), and 6 rejected for 4 reasons. */
  private static void send(Server server, int round) {
    String once = "{\"workflow\": \"hello\", \"uid\": \"u-" + round + "\"}";
    expect(202, server.post(once).statusCode());
    expect(200, server.post(once).statusCode());
    expect(200, server.post(once.replace("}", ", \"more\": 1}")).statusCode());
    expect(202, server.post("{\"workflow\": \"fails\"}").statusCode());
    expect(202, server.post("{\"workflow\": \"tells\"}").statusCode());
    String batch =
        "{\"workflow\": \"hello\", \"batch\": [{\"uid\": \"b-%1$d\"}, {\"uid\": \"b-%1$d\"},"
            + " {\"workflow\": \"missing\"}, {}, {\"workflow\": \"fails\"}]}";
    expect(207, server.post(batch.formatted(round)).statusCode());
    expect(422, server.post("{\"workflow\": \"missing\"}").statusCode());
    expect(400, server.post("{\"workflow\": 1").statusCode());
    expect(401, server.postWith("wrong", "/api/inbound/default", once).statusCode());
    expect(404, server.post("/api/inbound/default/triggers/missing", once).statusCode());
    expect(400, server.post("/api/inbound/default?dryRun=maybe", once).statusCode());
    expect(200, server.post("/api/inbound/default?dryRun=true", once).statusCode());
  }

  private static void expect(int expected, int status) {
    if (status != expected) {
      throw new AssertionError(status + " and not " + expected);
    }
  }

  private static void cancelNaps(Server server) {
    for (JsonNode nap : runs(server, "workflow=nap")) {
      String path = "workspaces/default/runs/" + nap.path("runId").asText() + "/cancel";
      expect(202, server.admin("POST", path, "application/json", "").statusCode());
    }
  }

  private static void awaitIdle(Server server) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                Metrics.of(server).value("executor_active") == 0
                    && Unfinished.of(server).equals(new Unfinished(0, 0, 0)));
  }

  /** Unfinished runs as the metrics show them. */
  private record Unfinished(long queued, long running, long waiting) {
    static Unfinished of(Server server) {
      Metrics metrics = Metrics.of(server);
      return new Unfinished(
          metrics.value("runs", "state=queued"),
          metrics.value("runs", "state=running"),
          metrics.value("runs", "state=waiting"));
    }
  }

  private static void assertRuns(Server server, Metrics metrics, Jmx jmx) {
    Map<String, Integer> expected =
        Map.of("succeeded", 4 * ROUNDS, "failed", 2 * ROUNDS, "cancelled", NAPS);
    expected.forEach(
        (state, count) -> {
          String attribute = state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1);
          assertThat(runs(server, "status=" + state)).as(state).hasSize(count);
          assertThat(metrics.value("runs_total", "state=" + state))
              .as(state)
              .isEqualTo((long) count);
          assertThat(jmx.number("Runs", attribute)).as(state).isEqualTo((long) count);
        });
    assertThat(jmx.number("Runs", "Queued")).isZero();
    assertThat(jmx.number("Runs", "Due")).isZero();
    assertThat(jmx.number("Runs", "OldestDueSeconds")).isZero();
    assertThat(jmx.number("Runs", "Steps")).isEqualTo(metrics.value("steps_total"));
    assertThat(jmx.number("Runs", "CallCount")).isEqualTo(ROUNDS);
  }

  private static void assertRejections(Server server, Metrics metrics, Jmx jmx) {
    Map<String, Long> ledger = new HashMap<>();
    Awaitility.await() // rejections are written some seconds later
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              ledger.clear();
              json(server, "rejections")
                  .at("/rejections")
                  .forEach(
                      row ->
                          ledger.merge(
                              row.path("reason").asText(), row.path("count").asLong(), Long::sum));
              return ledger.values().stream().mapToLong(Long::longValue).sum() == 6 * ROUNDS;
            });
    assertThat(ledger).hasSize(4);
    ledger.forEach(
        (reason, count) -> {
          assertThat(metrics.value("rejections_total", "reason=" + reason)).isEqualTo(count);
          assertThat(jmx.number("Inbound", "RejectedByReason", reason)).isEqualTo(count);
        });
    assertThat(metrics.value("rejections_total", "reason=other")).isZero();
  }

  private static void assertInbound(Metrics metrics, Jmx jmx) {
    Map<String, Integer> expected =
        Map.of(
            "Accepted",
            6 * ROUNDS + NAPS,
            "Duplicates",
            3 * ROUNDS,
            "Ignored",
            0,
            "Rejected",
            6 * ROUNDS,
            "Unavailable",
            0);
    expected.forEach(
        (attribute, count) -> {
          String outcome = attribute.replaceFirst("s$", "").toLowerCase(Locale.ROOT);
          assertThat(jmx.number("Inbound", attribute)).as(attribute).isEqualTo((long) count);
          assertThat(metrics.value("requests_total", "outcome=" + outcome))
              .as(outcome)
              .isEqualTo((long) count);
        });
    assertThat(metrics.value("conflicts_total")).isEqualTo(ROUNDS);
    assertThat(jmx.number("Inbound", "Conflicts")).isEqualTo(ROUNDS);
    assertThat(jmx.number("Inbound", "AcceptCount")).isEqualTo(7 * ROUNDS + NAPS);
    assertThat(metrics.value("accept_seconds_count")).isEqualTo(7 * ROUNDS + NAPS);
    assertThat(metrics.value("accept_seconds_bucket", "le=+Inf")).isEqualTo(7 * ROUNDS + NAPS);
  }

  private static void assertNode(Metrics metrics, Jmx jmx) {
    assertThat(metrics.value("nodes", "state=alive")).isOne();
    assertThat(metrics.value("executor_size")).isEqualTo(64);
    assertThat(jmx.number("Dispatcher", "Concurrency")).isEqualTo(64);
    assertThat(jmx.number("Dispatcher", "Active")).isZero();
    assertThat(jmx.number("Dispatcher", "SecondsSinceSweep")).isBetween(0L, 30L);
    assertThat(metrics.value("disk_free_bytes")).isPositive();
    assertThat(metrics.value("heap_used_bytes")).isPositive();
  }

  private static void assertDescribed(Jmx jmx) throws JMException, IOException {
    for (String type : List.of("Inbound", "Runs", "Dispatcher")) {
      MBeanInfo about = jmx.about(type);
      assertThat(about.getOperations()).isEmpty();
      assertThat(Arrays.stream(about.getAttributes()))
          .isNotEmpty()
          .noneMatch(MBeanAttributeInfo::isWritable)
          .allMatch(attribute -> attribute.getDescription().contains(" "));
    }
  }

  private static void terminate(Server server) {
    server.terminate();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !server.isAlive());
  }

  /** The stop wrote the tallies, which equal the tables. */
  private void assertStored() throws SQLException {
    try (Connection store =
            DriverManager.getConnection(
                "jdbc:h2:file:" + directory.resolve("data/drawbridge") + ";MODE=PostgreSQL",
                "drawbridge",
                Server.storePassword(directory));
        Statement statement = store.createStatement()) {
      Counts tallied;
      try (ResultSet sums =
          statement.executeQuery(
              "select sum(accepted), sum(duplicate), sum(ignored), sum(rejected), sum(unavailable),"
                  + " sum(succeeded), sum(failed), sum(cancelled) from tally")) {
        sums.next();
        tallied =
            new Counts(
                sums.getLong(1),
                sums.getLong(2),
                sums.getLong(3),
                sums.getLong(4),
                sums.getLong(5),
                sums.getLong(6),
                sums.getLong(7),
                sums.getLong(8));
      }
      assertThat(tallied)
          .isEqualTo(
              new Counts(
                  count(statement, "select count(*) from run"),
                  3 * ROUNDS,
                  0,
                  count(statement, "select sum(count) from rejection"),
                  0,
                  count(statement, "select count(*) from run where state = 'SUCCEEDED'"),
                  count(statement, "select count(*) from run where state = 'FAILED'"),
                  count(statement, "select count(*) from run where state = 'CANCELLED'")));
    }
  }

  private static long count(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<JsonNode> runs(Server server, String query) {
    List<JsonNode> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(server, "runs?limit=100&" + query + cursor);
      page.at("/runs").forEach(found::add);
      cursor = page.path("next").isTextual() ? "&cursor=" + page.path("next").asText() : "";
    } while (!cursor.isEmpty());
    return found;
  }

  private static JsonNode json(Server server, String path) {
    return Json.read(
        server.admin("GET", "workspaces/default/" + path, "application/json", "").body());
  }
}
