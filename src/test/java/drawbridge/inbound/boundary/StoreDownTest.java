package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.fixture.SwitchedStore;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R5")
class StoreDownTest {

  private final SwitchedStore store = new SwitchedStore(Stores.h2());
  private WireInMemory wire;

  @BeforeEach
  void setUp() throws IOException {
    wire =
        new WireInMemory(store, "a secret").workflows(ContractCases.DIRECTORY.resolve("workflows"));
  }

  @AfterEach
  void tearDown() {
    store.on();
    wire.close();
  }

  @Test
  void storeFailureRecordsNothingAndReplies503() {
    assertThat(post("{\"workflow\":\"greet\",\"uid\":\"first\"}").status()).isEqualTo(202);
    store.off();
    assertUnavailable(post("{\"workflow\":\"greet\",\"uid\":\"second\"}"));
    assertUnavailable(send("GET", "/api/inbound/default/runs/x", ""));
    store.on();
    assertThat(post("{\"workflow\":\"greet\",\"uid\":\"second\"}").status()).isEqualTo(202);
    assertThat(post("{\"workflow\":\"greet\",\"uid\":\"second\"}").status()).isEqualTo(200);
  }

  @Test
  void unreadableSecretsAreNotAWrongSecret() {
    store.off();
    assertUnavailable(post("{\"workflow\":\"greet\"}"));
    store.on();
    assertThat(post("{\"workflow\":\"greet\"}").status()).isEqualTo(202);
  }

  @Test
  @Tag("R6")
  void committedRunIsAcceptedIfTheStoreFailsDuringTheWait() {
    post("{\"workflow\":\"slow\",\"batch\":[]}"); // reads the secrets
    await().until(this::isUseRecorded); // the next commit is that of the run
    store.offAfterNextCommit();
    Wire.Answer answer = post("{\"workflow\":\"slow\",\"uid\":\"kept\"}", "Prefer", "wait=1");
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(Json.read(answer.body()).at("/results/0/runStatus").isMissingNode()).isTrue();
    store.on();
    Wire.Answer again = post("{\"workflow\":\"slow\",\"uid\":\"kept\"}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(runOf(again)).isEqualTo(runOf(answer));
  }

  private boolean isUseRecorded() throws SQLException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select 1 from inbound_secret where last_used_at is not null")) {
      return found.next();
    }
  }

  private static JsonNode runOf(Wire.Answer answer) {
    return Json.read(answer.body()).at("/results/0/runId");
  }

  private static void assertUnavailable(Wire.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.header("Retry-After"))
        .hasValueSatisfying(it -> assertThat(it).matches("\\d+"));
    assertThat(answer.mediaType()).isEqualTo("application/problem+json");
    for (String member : new String[] {"type", "title", "status", "detail", "requestId"}) {
      assertThat(Json.read(answer.body()).has(member)).as(member).isTrue();
    }
    assertThat(answer.body()).doesNotContain("switched off");
  }

  private Wire.Answer post(String body, String... header) {
    return send("POST", "/api/inbound/default", body, header);
  }

  private Wire.Answer send(String method, String path, String body, String... header) {
    Map<String, String> headers =
        header.length == 0
            ? Map.of("Inbound-Webhook-Secret", "a secret", "Content-Type", "application/json")
            : Map.of(
                "Inbound-Webhook-Secret",
                "a secret",
                "Content-Type",
                "application/json",
                header[0],
                header[1]);
    return wire.send(new Wire.Request(method, path, headers, body, UTF_8));
  }
}
