package drawbridge.system;

import static drawbridge.system.Admin.WORKSPACES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays two thousand runs over HTTP: dry run, pause, resume, and once more. */
class ReplaysST extends AdminSuite {

  private static final int RUNS = 2_000;
  private static final int BATCH = 100;

  ReplaysST(Server server) {
    super(server);
  }

  private String replays() {
    return workspace + "/replays";
  }

  /** Repeats unacknowledged requests under the same uids, as a sender does. */
  private void fail(int count) {
    for (int sent = 0; sent < count; sent += BATCH) {
      String batch =
          IntStream.range(sent, sent + BATCH)
              .mapToObj(uid -> "{\"uid\": " + uid + "}")
              .collect(Collectors.joining(", "));
      String body = "{\"workflow\": \"fails\", \"batch\": [" + batch + "]}";
      await(Duration.ofMinutes(1), () -> admin.webhook(name, SECRET, body).status() < 300);
    }
    await(Duration.ofMinutes(3), () -> all("?status=failed").size() == count);
  }

  private static void await(Duration most, Callable<Boolean> until) {
    Awaitility.await().atMost(most).pollInterval(Duration.ofMillis(300)).until(until);
  }

  /** Returns the runs of all pages. */
  private List<JsonNode> all(String query) {
    List<JsonNode> runs = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          admin
              .get(
                  workspace
                      + "/runs"
                      + query
                      + "&limit=200"
                      + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .expect(200)
              .json();
      page.at("/runs").forEach(runs::add);
      cursor = page.path("next").asText("");
    } while (!cursor.isEmpty());
    return runs;
  }

  private JsonNode now(String replay) {
    return admin.get(replay).expect(200).json();
  }

  @Test
  void twoThousandRunsAreReplayedOnceEach() {
    fail(RUNS);
    Set<String> originals = new HashSet<>();
    all("?status=failed").forEach(run -> originals.add(run.at("/runId").asText()));

    JsonNode preview =
        admin
            .post(replays(), "{\"query\": {\"status\": \"failed\"}, \"preview\": true}")
            .expect(200)
            .json();
    assertThat(preview.at("/count").asInt()).isEqualTo(RUNS);
    assertThat(preview.at("/more").asBoolean()).isFalse();
    assertThat(preview.at("/sample")).hasSize(10);
    assertThat(admin.get(replays()).expect(200).json().at("/replays")).isEmpty();

    Admin.Reply started =
        admin
            .post(
                replays(),
                "{\"query\": {\"status\": \"failed\", \"workflow\": \"fails\"}, \"rate\": 500,"
                    + " \"skipSucceededSince\": true}")
            .expect(202);
    Instant begun = Instant.now();
    String replay = replays() + "/" + started.text("/id");
    assertThat(started.header("Location")).endsWith(replay);
    await(Duration.ofSeconds(20), () -> now(replay).at("/done").asInt() > 0);
    admin.post(replay + "/pause").expect(204);
    int held = now(replay).at("/done").asInt();
    assertThat(now(replay).at("/state").asText()).isEqualTo("paused");
    assertThat(now(replay).at("/total").asInt()).isEqualTo(RUNS);
    assertThat(held).isLessThan(RUNS);
    admin.post(replay + "/resume").expect(204);
    await(Duration.ofMinutes(2), () -> now(replay).at("/state").asText().equals("done"));

    assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofMillis(2_500));
    JsonNode done = now(replay);
    assertThat(done.at("/done").asInt()).isEqualTo(RUNS);
    assertThat(done.at("/skipped").asInt() + done.at("/impossible").asInt()).isZero();
    List<String> repeated =
        all("?from=2026-01-01T00:00:00Z").stream()
            .map(run -> run.at("/replayOf").asText())
            .filter(id -> !id.isEmpty())
            .toList();
    assertThat(repeated).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(originals);
    admin.post(replay + "/pause").problem(409, "replay-ended");
    admin.post(replay + "/cancel").problem(409, "replay-ended");
    assertThat(admin.get(replays() + "?limit=1").json().at("/replays/0/id").asText())
        .isEqualTo(started.text("/id"));
  }

  @Test
  void laterSuccessesAreSkippedAndACancelledReplayEnds() {
    String run = run("{\"workflow\": \"fails\"}");
    String other = run("{\"workflow\": \"nap\"}");
    awaitStatus(run, "failed");
    admin
        .put(
            workspace + "/workflows/fails", Admin.YAML, HELLO.replace("name: hello", "name: fails"))
        .expect(200);
    String good =
        admin
            .post(workspace + "/runs/" + run + "/replay", "{\"definition\": \"latest\"}")
            .expect(201)
            .text("/runId");
    awaitStatus(good, "succeeded");

    String skipping = start("{\"query\": {\"status\": \"failed\"}, \"skipSucceededSince\": true}");
    await(Duration.ofSeconds(20), () -> now(skipping).at("/state").asText().equals("done"));
    assertThat(now(skipping).at("/skipped").asInt()).isEqualTo(1);
    assertThat(now(skipping).at("/reasons/A later run succeeded.").asInt()).isEqualTo(1);

    String latest = start("{\"query\": {\"status\": \"failed\"}, \"definition\": \"latest\"}");
    await(Duration.ofSeconds(20), () -> now(latest).at("/state").asText().equals("done"));
    await(Duration.ofSeconds(20), () -> found("?status=succeeded").size() == 2);

    admin.delete(workspace + "/workflows/nap").expect(204);
    String gone = start("{\"query\": {\"workflow\": \"nap\"}, \"definition\": \"latest\"}");
    await(Duration.ofSeconds(20), () -> now(gone).at("/state").asText().equals("done"));
    assertThat(now(gone).at("/impossible").asInt()).isEqualTo(1);
    assertThat(other).isNotEmpty();

    String slow = start("{\"query\": {}, \"rate\": 1}");
    admin.post(slow + "/cancel").expect(204);
    admin.post(slow + "/cancel").expect(204);
    assertThat(now(slow).at("/state").asText()).isEqualTo("cancelled");
    admin.post(slow + "/resume").problem(409, "replay-ended");
  }

  private String start(String body) {
    return replays() + "/" + admin.post(replays(), body).expect(202).text("/id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"query\": []}",
        "{\"query\": {\"status\": \"done\"}}",
        "{\"query\": {\"status\": 1}}",
        "{\"query\": {\"state\": \"failed\"}}",
        "{\"query\": {\"limit\": \"1\"}}",
        "{\"query\": {\"from\": \"yesterday\"}}",
        "{\"query\": {\"request\": \"1\"}}",
        "{\"query\": {}, \"rate\": 0}",
        "{\"query\": {}, \"rate\": 1001}",
        "{\"query\": {}, \"rate\": 1.5}",
        "{\"query\": {}, \"preview\": \"yes\"}",
        "{\"query\": {}, \"definition\": \"newest\"}",
        "{\"query\": {}, \"skipSucceededsince\": true}"
      })
  void invalidReplayRequestIsRefused(String body) {
    admin.post(replays(), body).problem(400, "malformed-request");
  }

  @Test
  void everyFaultIsReportedWithItsPointer() {
    Admin.Reply refused =
        admin.post(replays(), "{\"query\": {\"status\": \"x\", \"y\": \"z\"}, \"rate\": -1}");
    refused.problem(400, "malformed-request");
    List<String> pointers = new ArrayList<>();
    refused.json().at("/errors").forEach(fault -> pointers.add(fault.at("/pointer").asText()));
    assertThat(pointers).containsExactlyInAnyOrder("/rate", "/query/status", "/query/y");
    admin.get(replays() + "/" + UNKNOWN).problem(404, "not-found");
    admin.get(replays() + "/none").problem(404, "not-found");
    admin.post(replays() + "/" + UNKNOWN + "/pause").problem(404, "not-found");
    admin.get(replays() + "?cursor=x").problem(400, "malformed-request");
    String replay = start("{\"query\": {}}").replace(workspace, WORKSPACES + "/default");
    admin.get(replay).problem(404, "not-found");
    admin.post(replay + "/cancel").problem(404, "not-found");
  }
}
