package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.ContractCases;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Senders that send too often, too slowly, too many bodies at once or without a secret do not
 * affect others. The limits are small: 2 requests a second with a burst of 10 for each workspace, 4
 * concurrent bodies, 5 seconds for each. Each test has its own workspaces.
 */
@Tag("alone")
@Tag("R5")
class BadSendersST {

  private static final String SECRET = "secret-of-a-bad-sender";
  private static final String BODY = "{\"workflow\": \"none\"}";
  private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";

  /** More than the server's HTTP threads. */
  private static final int MANY = 300;

  @TempDir static Path directory;
  private static Server server;
  private static int made;

  private String workspace;
  private String neighbour;

  @BeforeAll
  static void start() throws IOException {
    server =
        Server.start(
            directory,
            Map.of(
                "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
                ContractCases.DIRECTORY.resolve("workflows").toAbsolutePath().toString(),
                "DRAWBRIDGE_INBOUND_WORKSPACE_RATE",
                "2/s burst 10",
                "DRAWBRIDGE_INBOUND_MAX_CONCURRENT_BODIES",
                "4",
                "DRAWBRIDGE_INBOUND_BODY_TIMEOUT",
                "PT5S"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createWorkspaces() {
    workspace = made("bad");
    neighbour = made("neighbour");
  }

  private static String made(String name) {
    String workspace = name + made++;
    String body = "{\"secret\": \"" + SECRET + "\"}";
    assertThat(server.admin("PUT", "workspaces/" + workspace, "application/json", body))
        .returns(201, HttpResponse::statusCode);
    return workspace;
  }

  @Test
  void excessRequestsGetRetryAfterAndSucceedThen() {
    HttpResponse<String> first = post(workspace, BODY);
    assertThat(first.statusCode()).isEqualTo(422);
    assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"workspace\";q=10;w=5");
    assertThat(first.headers().firstValue("RateLimit")).contains("\"workspace\";r=9;t=5");
    HttpResponse<String> refused = first;
    for (int each = 0; each < 100 && refused.statusCode() != 429; each++) {
      refused = post(workspace, BODY);
    }
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(refused.headers().firstValue("RateLimit")).contains("\"workspace\";r=0;t=1");
    assertThat(refused.body()).contains("urn:drawbridge:problem:too-many-requests");

    assertThat(post(neighbour, BODY).statusCode()).isEqualTo(422);
    await()
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> post(workspace, BODY).statusCode() == 422);
  }

  @Test
  void slowBodyIsRefusedAtItsTimeLimit() throws IOException {
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.head(workspace, SECRET, "Content-Length: 100000\r\n", "{");
      await()
          .pollInterval(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(9)) // less than the server's read timeout
          .until(() -> sender.send(" ").hasAnswer());
      assertThat(sender.answer())
          .startsWith("HTTP/1.1 408")
          .contains("Connection: close", "urn:drawbridge:problem:too-slow");
    }
  }

  @Test
  void aSenderThatStopsInTheMiddleOfItsBodyHoldsAThreadForTheServersTimeOutAndNoLonger()
      throws IOException {
    Instant begun = Instant.now();
    try (RawConnection announced = new RawConnection(server.base());
        RawConnection chunked = new RawConnection(server.base())) {
      announced.head(workspace, SECRET, LENGTH, BODY.substring(0, 9));
      chunked.head(workspace, SECRET, "Transfer-Encoding: chunked\r\n", "5\r\n{\"wor\r\n");
      assertThat(announced.answer()).startsWith("HTTP/1.1 408").contains("too-slow");
      assertThat(chunked.answer()).startsWith("HTTP/1.1 408").contains("too-slow");
    }
    assertThat(Duration.between(begun, Instant.now()))
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
    assertThat(post(workspace, BODY).statusCode()).isEqualTo(422);
  }

  @Test
  void workspaceGetsHalfOfTheConcurrentBodies() throws IOException {
    List<RawConnection> senders = new ArrayList<>();
    try (RawConnection other = begun(neighbour)) {
      for (int each = 0; each < 3; each++) {
        senders.add(begun(workspace));
      }
      await().until(() -> answered(senders).size() == 1);
      RawConnection refused = answered(senders).get(0);
      assertThat(refused.answer())
          .startsWith("HTTP/1.1 503")
          .contains("Retry-After: ", "urn:drawbridge:problem:busy");
      senders.remove(refused);
      senders.add(other);
      for (RawConnection sender : senders) {
        assertThat(sender.send(BODY.substring(9)).status()).startsWith("HTTP/1.1 422");
      }
    } finally {
      close(senders);
    }
    assertThat(post(workspace, BODY).statusCode()).isEqualTo(422);
  }

  private static List<RawConnection> answered(List<RawConnection> senders) throws IOException {
    List<RawConnection> answered = new ArrayList<>();
    for (RawConnection sender : senders) {
      if (sender.hasAnswer()) {
        answered.add(sender);
      }
    }
    return answered;
  }

  private static void close(List<RawConnection> senders) throws IOException {
    for (RawConnection sender : senders) {
      sender.close();
    }
  }

  /** Returns a connection that has sent its head and the first bytes of its body. */
  private static RawConnection begun(String workspace) throws IOException {
    RawConnection sender = new RawConnection(server.base());
    return sender.head(workspace, SECRET, LENGTH, BODY.substring(0, 9));
  }

  @Test
  void refusedOrIncompleteRequestsHoldNoThread() throws IOException {
    List<RawConnection> senders = new ArrayList<>();
    try {
      for (int each = 0; each < MANY; each++) {
        senders.add(new RawConnection(server.base()).head(workspace, "wrong", LENGTH, "{"));
        senders.add(
            new RawConnection(server.base()).send("POST /api/inbound/default HTTP/1.1\r\n"));
      }
      for (int each = 0; each < MANY; each++) {
        assertThat(senders.get(2 * each).status()).startsWith("HTTP/1.1 401");
      }
      assertThat(post(workspace, BODY).statusCode()).isEqualTo(422);
    } finally {
      close(senders);
    }
  }

  @Test
  void floodOfWrongSecretsIsOneRow() {
    for (int each = 0; each < MANY; each++) {
      HttpResponse<String> answer =
          server.postWith("wrong " + each, "/api/inbound/" + workspace, BODY);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
    }
    assertThat(post(workspace, BODY).headers().firstValue("RateLimit"))
        .contains("\"workspace\";r=9;t=5");
    await().until(() -> counted("no-such-workflow") == 1); // the last request
    assertThat(counted("unauthenticated")).isEqualTo(MANY);
    assertThat(rejections()).hasSize(2);
  }

  private long counted(String reason) {
    return rejections().stream()
        .filter(each -> each.path("reason").asText().equals(reason))
        .mapToLong(each -> each.path("count").asLong())
        .sum();
  }

  private List<JsonNode> rejections() {
    String path = "workspaces/" + workspace + "/rejections";
    List<JsonNode> all = new ArrayList<>();
    Json.read(server.admin("GET", path, "application/json", "").body())
        .path("rejections")
        .forEach(all::add);
    return all;
  }

  private static HttpResponse<String> post(String workspace, String body) {
    return server.postWith(SECRET, "/api/inbound/" + workspace, body);
  }
}
