package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.h2.tools.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on another machine becomes unavailable and returns. */
@Tag("alone")
class StoreDownST {

  @TempDir Path directory;

  @Test
  @Tag("R5")
  void whileTheStoreIsDownSendersAreToldToComeAgainAndAfterwardsAllIsAsBefore()
      throws IOException, SQLException {
    Server store = store(0).start();
    int port = store.getPort();
    try (drawbridge.system.Server server =
        drawbridge.system.Server.start(
            directory,
            Map.of(
                "DRAWBRIDGE_DATABASE_URL",
                "jdbc:h2:tcp://localhost:" + port + "/./store;MODE=PostgreSQL",
                "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
                ContractCases.DIRECTORY.resolve("workflows").toAbsolutePath().toString()))) {
      assertThat(webhook(server, "before").statusCode()).isEqualTo(202);
      store.stop();
      for (int i = 0; i < 5; i++) {
        Instant sent = Instant.now();
        assertUnavailable(webhook(server, "during"));
        assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(10));
      }
      assertThat(server.statusOf("/health/ready")).isEqualTo(503);
      assertThat(server.statusOf("/health/live")).isEqualTo(200);
      assertThat(Metrics.of(server).value("requests_total", "outcome=unavailable"))
          .isGreaterThanOrEqualTo(5);
      store = store(port).start();
      // 200 when the first request after the return was recorded but its reply was late
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> List.of(200, 202).contains(webhook(server, "during").statusCode()));
      assertThat(webhook(server, "before").statusCode()).isEqualTo(200);
      assertThat(webhook(server, "during").statusCode()).isEqualTo(200);
      assertThat(server.statusOf("/health/ready")).isEqualTo(200);
      assertEnds(server, "before");
    } finally {
      store.stop();
    }
  }

  private Server store(int port) throws SQLException {
    return Server.createTcpServer(
        "-tcpPort", String.valueOf(port), "-ifNotExists", "-baseDir", directory.toString());
  }

  private static HttpResponse<String> webhook(drawbridge.system.Server server, String uid) {
    return server.post("{\"workflow\": \"greet\", \"uid\": \"" + uid + "\"}");
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Json.read(answer.body()).path("detail").asText()).isNotBlank();
  }

  private static void assertEnds(drawbridge.system.Server server, String uid) {
    String location = Json.read(webhook(server, uid).body()).at("/results/0/location").textValue();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                server
                    .get(location, Map.of("Inbound-Webhook-Secret", server.secret()))
                    .body()
                    .contains("succeeded"));
  }
}
