package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issues over the operators' API. */
@Tag("O3")
class AdminIssuesST extends AdminSuite {

  AdminIssuesST(Server server) {
    super(server);
  }

  private String issues() {
    return workspace + "/issues";
  }

  private JsonNode only(String query) {
    JsonNode found = admin.get(issues() + query).expect(200).json().at("/issues");
    assertThat(found).hasSize(1);
    return found.path(0);
  }

  private Admin.Reply change(String issue, String body) {
    return admin.body("PATCH", issues() + "/" + issue, JSON, body);
  }

  @Test
  void issueIsAcknowledgedResolvedAndReopened() {
    String run = run("{\"workflow\": \"fails\"}");
    JsonNode issue = only("?state=open");
    String id = issue.path("id").asText();
    assertThat(issue.path("workflow").asText()).isEqualTo("fails");
    assertThat(issue.path("task").asText()).isEqualTo("stop");
    assertThat(issue.path("title").asText()).isEqualTo("Broken");
    assertThat(issue.path("count").asInt()).isOne();
    assertThat(issue.at("/sample/runId").asText()).isEqualTo(run);
    assertThat(admin.get(workspace + "/runs/" + run).text("/issue")).isEqualTo(id);
    assertThat(found("?issue=" + id)).containsExactly(run);

    Admin.Reply acknowledged = change(id, "{\"state\": \"acknowledged\", \"version\": 1}");
    assertThat(acknowledged.expect(200).text("/by")).isEqualTo("admin");
    change(id, "{\"state\": \"resolved\", \"version\": 1}").problem(409, "issue-changed");
    change(id, "{\"state\": \"resolved\"}").expect(200);
    assertThat(admin.get(issues() + "?state=open").json().at("/issues")).isEmpty();
    assertThat(only("?state=resolved&workflow=fails&q=broken").path("id").asText()).isEqualTo(id);

    String again = run("{\"workflow\": \"fails\"}");
    assertThat(only("?state=open").path("id").asText()).isEqualTo(id);
    assertThat(found("?issue=" + id)).containsExactly(again, run);
    assertThat(admin.get("/api/admin/audit?limit=10").expect(200).json().toString())
        .contains("issue.acknowledge", "issue.resolve", id)
        .doesNotContain("issue.open");
  }

  @Test
  void replayOfAnIssueSkipsWhatAnEarlierOneRepeated() {
    run("{\"workflow\": \"fails\"}");
    String path = issues() + "/" + only("").path("id").asText();
    JsonNode preview = admin.post(path + "/replay", "{\"preview\": true}").expect(200).json();
    assertThat(preview.path("count").asInt()).isOne();
    assertThat(admin.get(path).json().at("/replays")).isEmpty();

    admin.put(workspace + "/workflows/fails", YAML, HELLO).expect(200);
    String body = "{\"definition\": \"latest\", \"rate\": 100}";
    Admin.Reply started = admin.post(path + "/replay", body).expect(202);
    String replay = workspace + "/replays/" + started.text("/id");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admin.get(replay).expect(200).json().at("/runs/succeeded").asInt() == 1);
    assertThat(admin.get(path).json().at("/replays/0/runs/succeeded").asInt()).isOne();
    assertThat(
            admin
                .post(path + "/replay", "{\"preview\": true}")
                .expect(200)
                .json()
                .path("repeated")
                .asInt())
        .isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"state=done", "cursor=1", "limit=0", "limit=101", "q=%00", "unknown=1"})
  void invalidSearchIsRefused(String query) {
    admin.get(issues() + "?" + query).problem(400, "malformed-request");
  }

  @Test
  void invalidChangesAreRefused() {
    run("{\"workflow\": \"fails\"}");
    String id = only("").path("id").asText();
    change(id, "{}").problem(400, "malformed-request");
    change(id, "{\"state\": \"done\"}").problem(400, "malformed-request");
    change(id, "{\"state\": \"open\", \"version\": 0}").problem(400, "malformed-request");
    change(id, "{\"state\": \"open\", \"version\": \"1\"}").problem(400, "malformed-request");
    change(id, "{\"state\": \"open\", \"more\": 1}").problem(400, "malformed-request");
    change(id, " ".repeat(70_000)).problem(413, "too-large");
    admin
        .body("PATCH", issues() + "/" + id, "text/plain", "{}")
        .problem(415, "unsupported-media-type");
    admin.post(issues() + "/" + id + "/replay", "{\"rate\": 0}").problem(400, "malformed-request");
    change(UNKNOWN, "{\"state\": \"resolved\"}").problem(404, "not-found");
    change("none", "{\"state\": \"resolved\"}").problem(404, "not-found");
    admin.get(issues() + "/none").problem(404, "not-found");
    admin.post(issues() + "/" + UNKNOWN + "/replay").problem(404, "not-found");
    admin.get(Admin.WORKSPACES + "/default/issues/" + id).problem(404, "not-found");
    assertThat(only("").path("version").asInt()).isOne();
  }
}
