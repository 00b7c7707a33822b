package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A {@code try} whose retries are used up is a failure wherever its run is seen. */
@Tag("X17")
@Tag("X18")
class EndingsST extends AdminSuite {

  private static final String GIVES_UP =
      """
      document: {dsl: '1.0.0', namespace: tests, name: gives-up, version: '1.0.0'}
      do:
        - ask:
            try:
              - call: {call: http, with: {method: get, endpoint: 'http://127.0.0.1:%d/x'}}
            catch:
              retry: {delay: {milliseconds: 10}, limit: {attempt: {count: 1}}}
        - after: {set: {reached: true}}
      """;
  private static final String PARENT =
      """
      document: {dsl: '1.0.0', namespace: tests, name: parent, version: '1.0.0'}
      do:
        - delegate: {run: {workflow: {namespace: tests, name: gives-up, version: latest}}}
        - after: {set: {reached: true}}
      """;
  private static final String ENDED = "{\"workflow\": \"gives-up\"}";

  private final String reason = "reason-" + UUID.randomUUID();
  private final HttpServer overloaded;

  EndingsST(Server server) throws IOException {
    super(server);
    byte[] body = (reason + " " + "ö".repeat(2_000)).getBytes(StandardCharsets.UTF_8);
    overloaded = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    overloaded.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
          exchange.sendResponseHeaders(503, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @BeforeEach
  void start() {
    overloaded.start();
    String text = GIVES_UP.formatted(overloaded.getAddress().getPort());
    admin.put(workspace + "/workflows/gives-up", YAML, text).expect(201);
    admin.put(workspace + "/workflows/parent", YAML, PARENT).expect(201);
  }

  @AfterEach
  void stop() {
    overloaded.stop(0);
  }

  private void assertReason(JsonNode problem) {
    assertThat(problem.at("/type").asText()).endsWith("/errors/communication");
    assertThat(problem.at("/status").asInt()).isEqualTo(503);
    assertThat(problem.at("/task/name").asText()).isEqualTo("call");
    String body = problem.at("/body").asText();
    assertThat(body).startsWith(reason + " ö").endsWith("ö");
    assertThat(body.getBytes(StandardCharsets.UTF_8).length).isBetween(2_047, 2_048);
    assertThat(problem.at("/bodyCut").asBoolean()).isTrue();
  }

  @Test
  void runIsFailedInItsReplyInListsAndInTheSearch() {
    JsonNode result = admin.webhook(name, SECRET, ENDED).expect(202).json().at("/results/0");
    assertThat(result.at("/runStatus").asText()).isEqualTo("failed");
    assertThat(result.has("output")).isFalse();
    assertReason(result.at("/problem"));

    String run = result.at("/runId").asText();
    JsonNode shown = admin.get(workspace + "/runs/" + run).expect(200).json();
    assertThat(shown.at("/status").asText()).isEqualTo("failed");
    assertReason(shown.at("/problem"));
    assertThat(admin.get(workspace + "/runs/" + run + "/steps").http().body())
        .doesNotContain("\"after\"");

    assertThat(found("?status=failed")).containsExactly(run);
    assertThat(found("?status=succeeded")).isEmpty();
    assertThat(found("?q=" + reason)).containsExactly(run);
    JsonNode line = admin.get(workspace + "/runs").json().at("/runs/0/problem");
    assertThat(line.at("/status").asInt()).isEqualTo(503);
    assertThat(line.at("/task").asText()).isEqualTo("call");
    assertThat(line.at("/body").asText()).startsWith(reason);
  }

  @Test
  void parentFailsWithTheErrorOfItsChild() {
    JsonNode result = admin.webhook(name, SECRET, "{\"workflow\": \"parent\"}").expect(202).json();
    assertThat(result.at("/results/0/runStatus").asText()).isEqualTo("failed");
    JsonNode problem = result.at("/results/0/problem");
    assertThat(problem.at("/status").asInt()).isEqualTo(503);
    assertThat(problem.at("/task/name").asText()).isEqualTo("delegate");
    assertThat(found("?status=failed")).hasSize(2);
  }

  @Test
  void replaysFailAgainAndCountAsNoSuccess() {
    String run = run(ENDED);
    String again = admin.post(workspace + "/runs/" + run + "/replay").expect(201).text("/runId");
    awaitStatus(again, "failed");
    assertReason(admin.get(workspace + "/runs/" + again).json().at("/problem"));

    String replay =
        workspace
            + "/replays/"
            + admin
                .post(
                    workspace + "/replays",
                    "{\"query\": {\"workflow\": \"gives-up\", \"status\": \"failed\"},"
                        + " \"skipSucceededSince\": true}")
                .expect(202)
                .text("/id");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get(replay).text("/state").equals("done"));
    JsonNode outcome = admin.get(replay).json();
    assertThat(outcome.at("/skipped").asInt()).as("a failed replay is no success").isZero();
    assertThat(outcome.at("/done").asInt()).as("the replay stands for its original").isEqualTo(1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> found("?status=failed").size() == 3);
    assertThat(found("?status=succeeded")).isEmpty();
  }

  @Test
  @Tag("T11")
  void replyFromTheRunIsItsOtherwise() {
    String setup =
        "{\"workflow\": \"gives-up\", \"reply\": {\"from\": \"run\", \"within\": \"PT10S\","
            + " \"body\": \"well\", \"otherwise\": {\"body\": {\"failed\": \"{{runId}}\"}}}}";
    String url =
        admin.put(workspace + "/triggers/asks", JSON, setup).expect(201).json().at("/url").asText();
    byte[] event = "{}".getBytes(StandardCharsets.UTF_8);
    String path = URI.create(url).getRawPath();
    Admin.Reply reply =
        admin.send("POST", path, Map.of("Content-Type", JSON, "Authorization", ""), event);
    assertThat(reply.expect(200).text("/failed")).isEqualTo(found("?status=failed").get(0));
  }
}
