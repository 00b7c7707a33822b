package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What senders see of starts and stops (R8). Restarts as often as the system property {@code
 * drawbridge.restarts} says: the nightly build sets 20.
 */
@Tag("alone")
@Tag("R8")
class RestartST {

  private static final int ROUNDS = Integer.getInteger("drawbridge.restarts", 2);
  private static final int SENDERS = 4;
  private static final long PAUSE_MILLIS = 5;

  /** Replies before the node is stopped. */
  private static final int ACKNOWLEDGED = 50;

  @TempDir Path directory;
  private final int port;

  RestartST() throws IOException {
    this.port = Server.freePort();
  }

  @Test
  void sendersSeeNeitherErrorsNorLossesWhenTheNodeRestarts()
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    try (Senders senders =
        new Senders(SENDERS, uid -> post(client, uid, "greeting"), PAUSE_MILLIS)) {
      for (int round = 0; round < ROUNDS; round++) {
        try (Server server = begin()) {
          awaitAcknowledged(senders, senders.acknowledged().size() + ACKNOWLEDGED);
          stop(server, round % 2 == 0);
        }
      }
      senders.end();
      assertThat(senders.answers()).allMatch(RestartST::isPromised);
      try (Server server = begin()) {
        server.awaitReady();
        assertThat(senders.acknowledged())
            .allMatch(uid -> post(client, uid, "greeting").body().contains("\"duplicate\""));
      }
    }
  }

  private static void awaitAcknowledged(Senders senders, int count) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> senders.acknowledged().size() >= count);
  }

  private static void stop(Server server, boolean isOrderly) {
    if (isOrderly) {
      server.terminate();
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !server.isAlive());
      assertThat(server.logged()).contains("stop: all requests are answered");
    } else {
      server.kill();
    }
  }

  /** No connection, an acknowledgement, or a request to come again. */
  private static boolean isPromised(Senders.Answer answer) {
    return answer.status() == 0
        || answer.isAcknowledgement()
        || (answer.status() == 503 && answer.hasRetryAfter());
  }

  @Test
  void repliesThatWaitAreSentBeforeTheNodeStops() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try (Server server = begin()) {
      server.awaitReady();
      CompletableFuture<HttpResponse<String>> waiting =
          client.sendAsync(
              request("one", "pause", "Prefer", "wait=50"), HttpResponse.BodyHandlers.ofString());
      Awaitility.await()
          .until(
              () ->
                  server
                      .admin("GET", "workspaces/default/runs?uid=one", "application/json", "")
                      .body()
                      .contains("\"one\""));
      server.terminate();
      HttpResponse<String> answer = waiting.get();
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(Json.read(answer.body()).at("/results/0/status").asText()).isEqualTo("accepted");
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !server.isAlive());
    }
  }

  @Test
  void aDeploymentThatFailsEndsTheProcess() throws IOException {
    try (Server server =
        Server.begin(port, directory, Map.of("DRAWBRIDGE_RUN_CONCURRENCY", "none"))) {
      Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> !server.isAlive());
      assertThat(server.logged()).contains("did not start");
      assertThat(server.exitStatus()).isEqualTo(1);
    }
  }

  /** Kills it at the first file, while it unpacks the server, and when it is ready. */
  @Test
  void killedNodesLeaveTheServersFilesOnlyOnce(@TempDir Path temporary) throws IOException {
    Map<String, String> settings = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    for (int files : new int[] {1, 100, 1_000}) {
      try (Server server = Server.begin(port, directory, settings)) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> count(temporary, Integer.MAX_VALUE) > files);
        server.kill();
      }
      assertThat(count(temporary, 1)).isEqualTo(1);
    }
    try (Server server = Server.begin(port, directory, settings)) {
      server.awaitReady();
      assertThat(count(temporary, 1)).isEqualTo(1);
    }
    assertThat(count(temporary, 1)).isZero();
  }

  private static long count(Path directory, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files.count() - 1;
    } catch (UncheckedIOException e) {
      return 0; // a file was removed meanwhile
    }
  }

  private Server begin() throws IOException {
    return Server.begin(port, directory, Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows()));
  }

  private static String workflows() {
    return Path.of("src/test/resources/stop").toAbsolutePath().toString();
  }

  private HttpResponse<String> post(HttpClient client, String uid, String workflow) {
    try {
      return client.send(
          request(uid, workflow, "Accept", "*/*"), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest request(String uid, String workflow, String header, String value) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/inbound/default"))
        .timeout(Duration.ofSeconds(60))
        .header("Inbound-Webhook-Secret", Server.SECRET)
        .header("Content-Type", "application/json")
        .header(header, value)
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"workflow\": \"" + workflow + "\", \"uid\": \"" + uid + "\"}"))
        .build();
  }
}
