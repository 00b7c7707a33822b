package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that a proxy and the server may read differently get 400, and their connection closes:
 * on any server that has the contract's workflows and {@link Server#SECRET}. A subclass adds the
 * requests that servers treat in different ways; servers.md lists them.
 */
@Tag("R9")
public abstract class StrictHeadsOverHttp {

  protected static final String BODY = "{\"workflow\": \"greet\"}";
  protected static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";
  protected static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  protected static final String CHUNK = chunk(Integer.toHexString(BODY.length()));

  /** A request behind the last one of its connection. */
  protected static final String HIDDEN = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final URI base;

  protected StrictHeadsOverHttp(URI base) {
    this.base = base;
  }

  protected static String chunk(String size) {
    return size + "\r\n" + BODY + "\r\n0\r\n\r\n";
  }

  /** Sends a head, then a body; returns all until the server closes, which it must. */
  protected String closed(String lines, String body) throws IOException {
    return closed("Host: localhost\r\n" + lines, body, "HTTP/1.1");
  }

  protected String closed(String lines, String body, String version) throws IOException {
    return answersTo(
        "POST /api/inbound/default "
            + version
            + "\r\nInbound-Webhook-Secret: "
            + Server.SECRET
            + "\r\nContent-Type: application/json\r\n"
            + lines
            + "\r\n"
            + body);
  }

  /** Sends requests; returns all until the server closes, which it must. */
  protected String answersTo(String requests) throws IOException {
    try (RawConnection sender = new RawConnection(base)) {
      return sender.send(requests).rest();
    }
  }

  protected static void assertRefused(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
  }

  protected static void assertLast(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 202").contains("Connection: close");
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

  @Test
  void chunkedRequestIsTheLastOfItsConnection() throws IOException {
    assertLast(closed(CHUNKED, CHUNK + HIDDEN));
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
  @ValueSource(strings = {"X-A: b\0c", "X\0A: b", "X-A: b\1c", "X-A: b\u007fc"})
  void headerLinesHaveNoControlCharacters(String line) throws IOException {
    assertRefused(closed(line + "\r\n" + LENGTH, BODY));
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
    assertThat(answersTo(last + hidden).split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
    assertThat(answersTo(hidden.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")))
        .as("not a duplicate")
        .startsWith("HTTP/1.1 202");
  }
}
