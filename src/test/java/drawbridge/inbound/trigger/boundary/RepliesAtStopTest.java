package drawbridge.inbound.trigger.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.boundary.WireInMemory;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that stops answers the replies that wait for runs, and the run goes on elsewhere. */
@Tag("R8")
@Tag("T11")
class RepliesAtStopTest {

  private static final String FROM_RUN =
      """
      {"workflow": "slow", "uidFrom": {"pointer": "/id"},
       "reply": {"from": "run", "within": "PT30S", "contentType": "text/plain",
                 "body": "{{output.done}}",
                 "otherwise": {"status": 200, "contentType": "text/plain", "body": "later"}}}
      """;

  private final DataSource store = Stores.h2();
  private final ExecutorService senders = Executors.newCachedThreadPool();
  private WireInMemory wire;

  @BeforeEach
  void open(@TempDir Path workflows) throws IOException {
    Files.writeString(
        workflows.resolve("slow.yaml"),
        """
        document: {dsl: 1.0.0, namespace: n, name: slow, version: 1.0.0}
        do: [{pause: {wait: {minutes: 10}}}, {finish: {set: {done: true}}}]
        """);
    wire = new WireInMemory(store, "a secret").workflows(workflows);
  }

  @AfterEach
  void close() {
    wire.close();
    senders.shutdownNow();
  }

  @Test
  void waitingRepliesAreAnsweredOtherwise() throws Exception {
    String path = wire.trigger(Json.read(FROM_RUN));
    Future<Wire.Answer> first = senders.submit(() -> post(path, "{\"id\": \"1\"}", Map.of()));
    awaitRuns(1);
    Future<Wire.Answer> duplicate = senders.submit(() -> post(path, "{\"id\": \"1\"}", Map.of()));
    Future<Wire.Answer> ordinary =
        senders.submit(
            () ->
                post(
                    "/api/inbound/default",
                    "{\"workflow\": \"slow\"}",
                    Map.of("Inbound-Webhook-Secret", "a secret", "Prefer", "wait=30")));
    awaitRuns(2);
    assertThat(List.of(first, ordinary)).noneMatch(Future::isDone);

    wire.endWaits();

    for (Future<Wire.Answer> each : List.of(first, duplicate)) {
      Wire.Answer answer = each.get(5, TimeUnit.SECONDS);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("later");
    }
    Wire.Answer accepted = ordinary.get(5, TimeUnit.SECONDS);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.body()).contains("\"status\":\"accepted\"").doesNotContain("runStatus");
    assertThat(new StoredRuns(store).of("slow"))
        .noneMatch(run -> run.state().matches("FAILED|CANCELLED"));
  }

  /** A request that arrives while the node stops does not wait. */
  @Test
  void laterRequestIsAnsweredAtOnce() throws Exception {
    String path = wire.trigger(Json.read(FROM_RUN));
    wire.endWaits();
    Wire.Answer answer =
        senders.submit(() -> post(path, "{\"id\": \"1\"}", Map.of())).get(5, TimeUnit.SECONDS);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("later");
    awaitRuns(1);
  }

  private void awaitRuns(int count) {
    await().until(() -> new StoredRuns(store).of("slow").size() == count);
  }

  private Wire.Answer post(String path, String body, Map<String, String> headers) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Content-Type", "application/json");
    return wire.send(new Wire.Request("POST", path, all, body, UTF_8));
  }
}
