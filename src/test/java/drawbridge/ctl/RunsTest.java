package drawbridge.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists of runs, verification and replays. */
class RunsTest {

  private static final String RUN =
      "{\"runId\": \"%s\", \"status\": \"failed\", \"workflow\": \"w\\u001b[2J\", \"version\": 3,"
          + " \"acceptedAt\": \"2026-01-31T11:00:00Z\", \"startedAt\": \"2026-01-31T11:00:00Z\","
          + " \"endedAt\": \"2026-01-31T11:00:01.5Z\", \"problem\": {\"task\": \"t\", \"detail\":"
          + " \"line\\nbreak\", \"n\": 0.10}}";

  private final StubServer server = new StubServer();
  private final Terminal terminal = new Terminal(server);

  @AfterEach
  void close() {
    server.close();
  }

  private static String run(String id) {
    return RUN.formatted(id);
  }

  @Test
  void pagesAreReadUntilTheLimitEvenWhenOneIsEmpty() {
    server
        .on("runs", "{\"runs\": [" + run("a") + "], \"next\": \"c1\"}")
        .on("runs", "{\"runs\": [], \"next\": \"c2\"}")
        .on("runs", "{\"runs\": [" + run("b") + "]}");
    assertThat(terminal.run("runs", "--status", "failed", "--from", "2h", "--limit", "300"))
        .isZero();
    assertThat(terminal.out().lines().map(line -> line.replaceAll(" .*", "")))
        .containsExactly("RUN", "a", "b");
    String filter =
        "/api/admin/workspaces/default/runs?status=failed&from=2026-01-31T10%3A00%3A00Z";
    assertThat(server.calls())
        .containsExactly(
            "GET " + filter + "&limit=200 Bearer dbt_of-the-tests",
            "GET " + filter + "&limit=200&cursor=c1 Bearer dbt_of-the-tests",
            "GET " + filter + "&limit=200&cursor=c2 Bearer dbt_of-the-tests");
  }

  @Test
  void controlsInDataAreEscaped() {
    server.on("runs", "{\"runs\": [" + run("a") + "]}");
    terminal.run("runs");
    assertThat(terminal.out())
        .contains("w\\u001b[2J v3")
        .contains("1500 ms")
        .contains("t: line\\u000abreak")
        .doesNotContain("\u001b");
  }

  @Test
  void jsonHasEachRunOnALineWithItsExactNumbers() {
    server.on("runs", "{\"runs\": [" + run("a") + ", " + run("b\\u009b") + "]}");
    terminal.run("runs", "-o", "json");
    assertThat(terminal.out().lines()).hasSize(2);
    assertThat(terminal.out()).contains("\"n\":0.10").contains("b\\u009b").doesNotContain("\u009b");
  }

  @Test
  void aRunIsShownWithItsSteps() {
    server
        .on("runs/a b", run("a b"))
        .on(
            "runs/a b/steps",
            "{\"steps\": [{\"key\": \"/0\", \"task\": \"t\", \"kind\": \"set\", \"status\":"
                + " \"done\", \"attempt\": 1, \"output\": \"x\"}]}");
    assertThat(terminal.run("runs", "show", "a b")).isZero();
    assertThat(terminal.out()).contains("status: failed").contains("/0    t     set   done");
    assertThat(server.calls().get(0)).startsWith("GET /api/admin/workspaces/default/runs/a%20b ");
  }

  @Test
  void uidsAreVerifiedInParts() {
    StringBuilder typed = new StringBuilder("u0\r\n\n");
    for (int uid = 1; uid <= 1_000; uid++) {
      typed.append('u').append(uid).append('\n');
    }
    server
        .on("verify", "{\"results\": [{\"uid\": \"u0\", \"status\": \"accepted\"}]}")
        .on("verify", "{\"results\": [{\"uid\": \"u1000\", \"status\": \"unknown\"}]}");
    assertThat(terminal.typing(typed.toString()).run("verify", "-f", "-")).isEqualTo(1);
    assertThat(server.bodies()).hasSize(2);
    assertThat(server.bodies().get(0))
        .startsWith("{\"uids\":[\"u0\",\"u1\"")
        .endsWith("\"u999\"]}");
    assertThat(server.bodies().get(1)).isEqualTo("{\"uids\":[\"u1000\"]}");
    assertThat(terminal.out()).contains("u0     accepted").contains("u1000  unknown");
  }

  @Test
  void aRefusedRunDoesNotKeepTheOthersFromTheirReplay() {
    server
        .on("runs/a/replay", 404, "{\"detail\": \"No such run.\"}")
        .on("runs/b/replay", 201, "{\"runId\": \"n\"}");
    assertThat(terminal.run("replay", "a", "b", "b", "--definition", "latest")).isEqualTo(1);
    assertThat(terminal.out()).isEqualTo("b replayed as n\n");
    assertThat(terminal.err()).contains("a: No such run. (404)");
    assertThat(server.bodies()).contains("{\"definition\":\"latest\"}");
  }

  @Test
  void aFailureThatConcernsAllStopsTheReplays() {
    server
        .on("runs/a/replay", 201, "{\"runId\": \"n\"}")
        .on("runs/b/replay", 403, "{\"detail\": \"Not allowed.\"}");
    assertThat(terminal.run("replay", "a", "b", "c")).isEqualTo(2);
    assertThat(terminal.out()).isEqualTo("a replayed as n\n");
    assertThat(terminal.err()).contains("Not allowed.").contains("1 of 3 runs are replayed");
    assertThat(server.calls()).hasSize(2);
  }

  @Test
  void waitingOutlastsARestartAndTellsTheOutcome() {
    server
        .on("runs/a/replay", 201, "{\"runId\": \"n\"}")
        .on("runs/n", "{\"status\": \"running\"}")
        .on("runs/n", 503, "{\"detail\": \"Stopping.\"}")
        .on("runs/n", "{\"status\": \"failed\", \"problem\": {\"title\": \"Broken\"}}");
    assertThat(terminal.run("replay", "a", "--wait")).isEqualTo(1);
    assertThat(terminal.out()).isEqualTo("a replayed as n failed Broken\n");
    assertThat(terminal.err()).contains("will try again").contains("answers again");
    assertThat(server.calls()).hasSize(4);
  }

  @Test
  void aBulkReplayIsGoodWhenAllItsRunsSucceeded() {
    String counts =
        "\"runs\": {\"queued\": %d, \"running\": 0, \"waiting\": 0, \"succeeded\": 2,"
            + " \"failed\": %d, \"cancelled\": 0}, \"reasons\": {}";
    String replay = "{\"id\": \"r\", \"state\": \"%s\", \"done\": 2, " + counts + "}";
    server
        .on("replays", 202, replay.formatted("running", 0, 0))
        .on("replays/r", replay.formatted("running", 1, 0))
        .on("replays/r", replay.formatted("done", 1, 0))
        .on("replays/r", replay.formatted("done", 0, 0));
    assertThat(terminal.run("replay", "--workflow", "w", "--wait", "--rate", "5")).isZero();
    assertThat(terminal.out()).contains("bulk replay r done: 2 done").contains("2 succeeded");
    assertThat(server.bodies().get(0))
        .isEqualTo("{\"query\":{\"workflow\":\"w\"},\"rate\":5,\"skipSucceededSince\":false}");
    server.on("replays/r", replay.formatted("done", 0, 1));
    server.on("replays/r", replay.formatted("done", 0, 1));
    assertThat(terminal.run("replay", "--workflow", "w", "--wait")).isIn(0, 1);
    assertThat(terminal.run("replay", "--workflow", "w", "--wait")).isEqualTo(1);
  }
}
