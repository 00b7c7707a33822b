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

/**
 * Requests that a proxy and the server may read differently get 400, and their connection closes.
 * servers.md lists what other servers do.
 */
@ExtendWith(SharedServer.class)
@Tag("R9")
class StrictHeadsST {

  private static final String BODY = "{\"workflow\": \"greet\"}";
  private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String CHUNK = chunk(Integer.toHexString(BODY.length()));

  private final Server server;

  StrictHeadsST(Server server) {
    this.server = server;
  }

  private static String chunk(String size) {
    return size + "\r\n" + BODY + "\r\n0\r\n\r\n";
  }

  /** Sends a head, then a body; returns all until the server closes, which it must. */
  private String closed(String lines, String body) throws IOException {
    return closed("Host: localhost\r\n" + lines, body, "HTTP/1.1");
  }

  private String closed(String lines, String body, String version) throws IOException {
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.send(
          "POST /api/inbound/default "
              + version
              + "\r\nInbound-Webhook-Secret: "
              + Server.SECRET
              + "\r\nContent-Type: application/json\r\n"
              + lines
              + "\r\n"
              + body);
      return sender.rest();
    }
  }

  private static void assertRefused(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
  }

  @Test
  void wellFormedHeadsAreAccepted() throws IOException {
    String close = "Connection: close\r\n";
    assertThat(closed(close + LENGTH, BODY)).startsWith("HTTP/1.1 202");
    assertThat(closed(close + CHUNKED, CHUNK)).startsWith("HTTP/1.1 202");
    assertThat(closed("Host: [::1]:8080\r\n" + close + LENGTH, BODY, "HTTP/1.1"))
        .startsWith("HTTP/1.1 202");
    assertThat(closed(LENGTH, BODY, "HTTP/1.0")).contains(" 202 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: 20\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: \"chunked\"\r\n",
        "Transfer-Encoding: chunked;a=b\r\n",
        "Transfer-Encoding:\r\n",
        "Transfer-Encoding : chunked\r\n",
      })
  void framingByTransferEncodingIsUnambiguous(String lines) throws IOException {
    assertRefused(closed(lines, CHUNK));
  }

  /** Payara drops the length unseen; the request behind the chunks must not be read. */
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 20\r\nTransfer-Encoding: chunked\r\n", CHUNKED})
  void chunkedRequestIsTheLastOfItsConnection(String lines) throws IOException {
    String hidden = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String answer = closed(lines, CHUNK + hidden);
    assertThat(answer).startsWith("HTTP/1.1 202").contains("Connection: close");
    assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+20", "-20", "0x14", "14g", "2 0", "", "20, 20", "18446744073709551636"})
  void contentLengthIsANumber(String length) throws IOException {
    assertRefused(closed("Content-Length: " + length + "\r\n", BODY));
  }

  @Test
  void contentLengthsThatDifferAreRefused() throws IOException {
    assertRefused(closed(LENGTH + "Content-Length: 5\r\n", BODY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host: localhost\r\nHost: localhost\r\n",
        "Host: localhost\r\nHost: other\r\n",
        "Host: localhost, other\r\n",
        "Host: user@localhost\r\n",
        "Host: localhost/path\r\n",
        "Host: localhost:99999\r\n",
      })
  void hostIsOne(String lines) throws IOException {
    assertRefused(closed(lines + LENGTH, BODY, "HTTP/1.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-A: b\nX-B: c\r\n",
        "X-A: b\rX-B: c\r\n",
        "X-A : b\r\n",
        "X A: b\r\n",
        ": b\r\n",
        "X-A: b\0c\r\n",
        "X\0A: b\r\n",
        "X-A: b\1c\r\n",
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
    assertThat(server.logged().length() - before).isLessThan(60_000);
  }

  @Test
  void refusedHeadIsCountedAtItsWorkspace() throws IOException {
    assertThat(server.post(BODY).statusCode()).isEqualTo(202); // the node knows the workspace
    long before = counted("malformed-head");
    long unknown = counted("not-found");
    long triggers = counted("no-such-trigger");
    assertRefused(closed("Host: other\r\n" + LENGTH, BODY));
    assertRefused(closed("Host: user@localhost\r\n" + LENGTH, BODY, "HTTP/1.1"));
    assertThat(server.postWith(Server.SECRET, "/api/inbound/default/none", BODY).statusCode())
        .isEqualTo(404);
    head("/api/inbound/default/triggers/none");
    Awaitility.await() // written some seconds later
        .untilAsserted(
            () -> {
              assertThat(counted("malformed-head")).isEqualTo(before + 2);
              assertThat(counted("not-found")).isEqualTo(unknown + 1);
              assertThat(counted("no-such-trigger")).isEqualTo(triggers + 1);
            });
    Metrics metrics = Metrics.of(server);
    assertThat(metrics.value("rejections_total", "reason=malformed-head"))
        .isGreaterThanOrEqualTo(2);
  }

  /** The reply to HEAD has no body; it must not count as one that JAX-RS refused without a body. */
  private void head(String path) throws IOException {
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(sender.rest()).startsWith("HTTP/1.1 404");
    }
  }

  private long counted(String reason) {
    long count = 0;
    for (JsonNode each :
        Json.read(
                server.admin("GET", "workspaces/default/rejections", "application/json", "").body())
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

  /** Payara would execute it, without a reply. */
  @Test
  void requestBehindTheLastOneHasNoEffect() throws IOException {
    String uid = "behind-" + System.nanoTime();
    String event = "{\"workflow\": \"greet\", \"uid\": \"" + uid + "\"}";
    String last = "GET /openapi HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String hidden =
        "POST /api/inbound/default HTTP/1.1\r\nHost: localhost\r\nInbound-Webhook-Secret: "
            + Server.SECRET
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + event.length()
            + "\r\n\r\n"
            + event;
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.send(last + hidden);
      assertThat(sender.rest().split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
    }
    assertThat(server.post(event).statusCode()).as("not a duplicate").isEqualTo(202);
  }
}
