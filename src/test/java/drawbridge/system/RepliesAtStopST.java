package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replies that wait for their runs while the server stops, and the runs after its restart. */
@Tag("alone")
@Tag("R8")
class RepliesAtStopST {

  private static final String SLOW =
      """
      document: {dsl: '1.0.0', namespace: tests, name: slow, version: '1.0.0'}
      do:
        - pause:
            wait: {minutes: 10}
        - finish:
            set: {done: true}
      """;
  private static final String BRIEF =
      """
      document: {dsl: '1.0.0', namespace: tests, name: brief, version: '1.0.0'}
      do:
        - pause:
            wait: {seconds: 40}
        - finish:
            set: {done: true}
      """;
  private static final String TRIGGER =
      """
      {"workflow": "%s", "uidFrom": {"pointer": "/id"},
       "reply": {"from": "run", "within": "PT30S", "contentType": "text/plain",
                 "body": "{{output.done}}",
                 "otherwise": {"status": 200, "contentType": "text/plain", "body": "later"}}}
      """;

  @TempDir Path directory;

  @Test
  @Tag("T11")
  @Tag("R6")
  @Tag("X5")
  void waitingRepliesAreAnsweredAtTheStopAndTheRunsContinue() throws Exception {
    Map<String, String> settings = settings();
    try (Server server = Server.start(directory, settings)) {
      String slow = trigger(server, "slow");
      String brief = trigger(server, "brief");
      CompletableFuture<HttpResponse<String>> fromSlow = posted(server, slow);
      CompletableFuture<HttpResponse<String>> fromBrief = posted(server, brief);
      CompletableFuture<HttpResponse<String>> ordinary =
          CompletableFuture.supplyAsync(
              () ->
                  server.postWith(
                      Map.of("Inbound-Webhook-Secret", Server.SECRET, "Prefer", "wait=30"),
                      "/api/inbound/default",
                      "{\"workflow\": \"slow\", \"uid\": \"ordinary\"}"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> inState(server, "waiting") == 3);
      assertThat(fromSlow).isNotDone();
      assertThat(ordinary).isNotDone();

      server.terminate();

      for (CompletableFuture<HttpResponse<String>> each : List.of(fromSlow, fromBrief)) {
        HttpResponse<String> answer = each.get(20, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("later");
      }
      HttpResponse<String> accepted = ordinary.get(20, TimeUnit.SECONDS);
      assertThat(accepted.statusCode()).isEqualTo(202);
      assertThat(Json.read(accepted.body()).at("/results/0/status").asText()).isEqualTo("accepted");
      assertThat(accepted.body()).doesNotContain("runStatus");
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !server.isAlive());
    }
    try (Server server = Server.start(directory, settings)) {
      assertThat(inState(server, "failed") + inState(server, "cancelled")).isZero();
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> inState(server, "succeeded") == 1);
      assertThat(inState(server, "waiting")).as("the runs of ten minutes").isEqualTo(2);
    }
  }

  private Map<String, String> settings() throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve("slow.yaml"), SLOW);
    Files.writeString(workflows.resolve("brief.yaml"), BRIEF);
    return Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
  }

  private static String trigger(Server server, String workflow) {
    HttpResponse<String> made =
        server.admin(
            "PUT",
            "workspaces/default/triggers/" + workflow,
            "application/json",
            TRIGGER.formatted(workflow));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return URI.create(Json.read(made.body()).path("url").asText()).getPath();
  }

  private static CompletableFuture<HttpResponse<String>> posted(Server server, String path) {
    return CompletableFuture.supplyAsync(() -> server.post(path, "{\"id\": \"1\"}"));
  }

  private static int inState(Server server, String state) {
    JsonNode found =
        Json.read(
            server
                .admin("GET", "workspaces/default/runs?status=" + state, "application/json", "")
                .body());
    return found.path("runs").size();
  }
}
