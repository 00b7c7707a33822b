package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connector of Payara, in {@code drawbridge.jar}. */
@ExtendWith(SharedServer.class)
@Tag("R9")
class StrictHeadsST extends StrictHeadsOverHttp {

  private final Server server;

  StrictHeadsST(Server server) {
    super(server.base());
    this.server = server;
  }

  /** Payara drops the length unseen; the request behind the chunks must not be read. */
  @Test
  void chunkedRequestWithALengthIsTheLastOfItsConnection() throws IOException {
    assertLast(closed("Content-Length: 20\r\n" + CHUNKED, CHUNK + HIDDEN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-A: b\nX-B: c\r\n",
        "X-A: b\rX-B: c\r\n",
        "X-A : b\r\n",
        "X A: b\r\n",
        ": b\r\n",
      })
  void headerLinesAreWellFormed(String lines) throws IOException {
    assertRefused(closed(lines + LENGTH, BODY));
  }

  /** Payara logs a stack trace of 2.7 KB for each of these requests. */
  @Test
  void logDoesNotGrowWithRequestsThatTheServerCannotRead() throws IOException {
    String unreadable =
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost:\r\n\r\n";
    int before = server.logged().length();
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.send(
          unreadable.repeat(100) + "GET /%zz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertThat(sender.rest().split("HTTP/1.1 ", -1)).as("all are answered").hasSize(202);
    }
    for (int each = 0; each < 40; each++) {
      try (RawConnection sender = new RawConnection(server.base())) {
        sender.send(
            String.join(
                "\r\n",
                "GET / HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: !!!\r\n\r\n"));
        assertThat(sender.rest()).isEmpty();
      }
    }
    assertThat(server.logged().length() - before).isLessThan(60_000);
  }

  @Test
  void refusedHeadIsCountedAtItsWorkspace() throws IOException {
    String secret = "secret-of-the-workspace-heads";
    new Admin(server.base())
        .put(Admin.WORKSPACES + "/heads", Admin.JSON, "{\"secret\": \"" + secret + "\"}")
        .expect(201);
    assertThat(server.postWith(secret, "/api/inbound/heads", BODY).statusCode())
        .isEqualTo(422); // now the node knows the workspace, which has no workflow
    assertThat(server.postWith(secret, "/api/inbound/heads/none", BODY).statusCode())
        .isEqualTo(404);
    assertThat(answerTo("POST /api/inbound/heads", "Host: a\r\nHost: b\r\n")).contains(" 400 ");
    assertThat(answerTo("POST /api/inbound/heads", "Host: user@a\r\n")).contains(" 400 ");
    // the reply to HEAD has no body; it must not count as one that JAX-RS refused without a body
    assertThat(answerTo("HEAD /api/inbound/heads/triggers/none", "Host: a\r\n")).contains(" 404 ");
    Awaitility.await() // written some seconds later
        .untilAsserted(
            () -> {
              assertThat(counted("malformed-head")).isEqualTo(2);
              assertThat(counted("not-found")).isEqualTo(1);
              assertThat(counted("no-such-trigger")).isEqualTo(1);
            });
    Metrics metrics = Metrics.of(server);
    assertThat(metrics.value("rejections_total", "reason=malformed-head"))
        .isGreaterThanOrEqualTo(2);
  }

  private String answerTo(String request, String lines) throws IOException {
    try (RawConnection sender = new RawConnection(server.base())) {
      return sender.send(request + " HTTP/1.1\r\n" + lines + "\r\n").rest();
    }
  }

  private long counted(String reason) {
    long count = 0;
    for (JsonNode each :
        Json.read(server.admin("GET", "workspaces/heads/rejections", "application/json", "").body())
            .path("rejections")) {
      count += each.path("reason").asText().equals(reason) ? each.path("count").asLong() : 0;
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(strings = {"+14", "-14", "0x14", "14g", "", "10000000000000014"})
  void chunkSizeIsANumber(String size) throws IOException {
    assertRefused(closed(CHUNKED, chunk(size)));
  }
}
