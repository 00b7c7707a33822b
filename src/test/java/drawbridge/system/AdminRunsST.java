package drawbridge.system;

import static drawbridge.system.Admin.WORKSPACES;
import static drawbridge.system.Admin.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call for runs: search, detail, journal, cancel, replay; with successes and errors. */
class AdminRunsST extends AdminSuite {

  AdminRunsST(Server server) {
    super(server);
  }

  @Test
  void runsAreFoundAndShown() {
    String first =
        run("{\"workflow\": \"hello\", \"uid\": \"one\", \"name\": \"100% \\\"Ada\\\"\"}");
    String second = run("{\"workflow\": \"fails\"}");
    String third = run("{\"workflow\": \"nap\"}");
    awaitStatus(third, "waiting");
    assertThat(found("")).containsExactly(third, second, first);
    assertThat(found("?status=failed")).containsExactly(second);
    assertThat(found("?workflow=nap")).containsExactly(third);
    assertThat(found("?uid=one")).containsExactly(first);
    assertThat(found("?q=" + encoded("0% \"A"))).containsExactly(first);
    assertThat(found("?from=2026-01-01T00:00:00%2B01:00")).hasSize(3);
    assertThat(found("?to=2026-01-01T00:00:00Z")).isEmpty();
    JsonNode shown = admin.get(workspace + "/runs/" + first).expect(200).json();
    assertThat(shown.at("/output/greeting").asText()).isEqualTo("Hello, 100% \"Ada\"!");
    assertThat(found("?request=" + shown.at("/requestId").asText())).containsExactly(first);
    assertThat(admin.get(workspace + "/runs/" + second).json().at("/problem/title").asText())
        .isEqualTo("Broken");
    JsonNode steps = admin.get(workspace + "/runs/" + first + "/steps").expect(200).json();
    assertThat(steps.at("/steps/0/task").asText()).isEqualTo("greet");
    admin.get(workspace + "/runs/" + UNKNOWN).problem(404, "not-found");
    admin.get(workspace + "/runs/none/steps").problem(404, "not-found");
    admin.get(WORKSPACES + "/default/runs/" + first).problem(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=done",
        "request=1",
        "from=yesterday",
        "to=2026-01-01",
        "cursor=1",
        "limit=0",
        "limit=201",
        "limit=1&limit=2",
        "from=-1000000000-01-01T00:00:00Z",
        "q=%00",
        "unknown=1"
      })
  void invalidSearchIsRefused(String query) {
    admin.get(workspace + "/runs?" + query).problem(400, "malformed-request");
  }

  @Test
  void pagesAreCompleteWhileRunsArrive() {
    List<String> before = new ArrayList<>();
    String batch = "{}" + ", {}".repeat(24);
    admin
        .webhook(name, SECRET, "{\"workflow\": \"hello\", \"batch\": [" + batch + "]}")
        .expect(202);
    before.addAll(found("?limit=200"));
    assertThat(before).hasSize(25);

    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          admin
              .get(workspace + "/runs?limit=4" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .json();
      page.at("/runs").forEach(run -> seen.add(run.at("/runId").asText()));
      cursor = page.path("next").asText("");
      run("{\"workflow\": \"hello\"}");
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(before);
  }

  @Test
  @Tag("X10")
  void runIsCancelled() {
    String run = run("{\"workflow\": \"nap\"}");
    admin.post(workspace + "/runs/" + run + "/cancel").expect(202);
    awaitStatus(run, "cancelled");
    admin.post(workspace + "/runs/" + run + "/cancel").expect(202);
    admin.post(workspace + "/runs/" + UNKNOWN + "/cancel").problem(404, "not-found");
  }

  @Test
  void replayKeepsTheOriginalRun() {
    String run = run("{\"workflow\": \"hello\", \"name\": \"Ada\"}");
    String path = workspace + "/runs/" + run;
    admin.put(workspace + "/workflows/hello", YAML, HELLO.replace("Hello", "Goodbye")).expect(200);
    Admin.Reply made = admin.post(path + "/replay").expect(201);
    awaitStatus(made.text("/runId"), "succeeded");
    assertThat(admin.get(made.text("/location")).text("/output/greeting")).isEqualTo("Hello, Ada!");
    String latest =
        admin.post(path + "/replay", "{\"definition\": \"latest\"}").expect(201).text("/runId");
    awaitStatus(latest, "succeeded");
    assertThat(admin.get(workspace + "/runs/" + latest).text("/output/greeting"))
        .isEqualTo("Goodbye, Ada!");
    assertThat(admin.get(path).json().at("/lineage/replays")).hasSize(2);

    admin.post(path + "/replay", "{\"definition\": \"x\"}").problem(400, "malformed-request");
    admin.body("POST", path + "/replay", "text/plain", "{}").problem(415, "unsupported-media-type");
    admin.post(path + "/replay", " ".repeat(70_000)).problem(413, "too-large");
    admin.post(workspace + "/runs/none/replay").problem(404, "not-found");
    admin.delete(workspace + "/workflows/hello").expect(204);
    admin.post(path + "/replay", "{\"definition\": \"latest\"}").problem(422, "cannot-replay");
    admin.post(path + "/replay").expect(201);
  }

  @Test
  void replayFromAStepKeepsEarlierSteps() {
    String text =
        HELLO.replace("name: hello", "name: two") + "  - then:\n      set: {second: true}\n";
    admin.put(workspace + "/workflows/two", YAML, text).expect(201);
    String path = workspace + "/runs/" + run("{\"workflow\": \"two\", \"name\": \"Ada\"}");
    JsonNode steps = admin.get(path + "/steps").expect(200).json().at("/steps");
    String from = "{\"from\": \"" + steps.at("/1/key").asText() + "\"}";

    String replay = admin.post(path + "/replay", from).expect(201).text("/runId");

    awaitStatus(replay, "succeeded");
    JsonNode taken = admin.get(workspace + "/runs/" + replay + "/steps").json().at("/steps");
    assertThat(taken.at("/0/endedAt")).isEqualTo(steps.at("/0/endedAt"));
    assertThat(taken.at("/1/endedAt")).isNotEqualTo(steps.at("/1/endedAt"));
    admin.post(path + "/replay", "{\"from\": \"/9\"}").problem(422, "cannot-replay");
  }
}
