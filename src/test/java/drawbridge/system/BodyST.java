package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies that are too large, slow, truncated or refused. The server has 512 MiB of memory. */
@ExtendWith(SharedServer.class)
class BodyST {

  private static final long TEN_GIGABYTES = 10L << 30;

  /** The limit, and the buffers on the way. */
  private static final long LITTLE_MORE = 32L << 20;

  private static final String CHUNK = "10000\r\n" + "a".repeat(0x10000) + "\r\n";

  private final Server server;

  BodyST(Server server) {
    this.server = server;
  }

  @Test
  @Tag("C3")
  void announcedBodyOfTenGigabytesIsRefusedUnread() throws IOException {
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.head(Server.SECRET, "Content-Length: " + TEN_GIGABYTES + "\r\n", "");
      assertThat(sender.status()).startsWith("HTTP/1.1 413");
      assertThat(sender.flood("a".repeat(0x10000), TEN_GIGABYTES)).isLessThan(LITTLE_MORE);
    }
    assertThat(server.post("{\"workflow\": \"greet\"}").statusCode()).isEqualTo(202);
  }

  @Test
  @Tag("C3")
  void endlessBodyIsRefusedNearTheLimit() throws IOException {
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.head(Server.SECRET, "Transfer-Encoding: chunked\r\n", "");
      assertThat(sender.flood(CHUNK, TEN_GIGABYTES)).isLessThan(LITTLE_MORE);
    }
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.head(Server.SECRET, "Transfer-Encoding: chunked\r\n", CHUNK.repeat(16) + "1\r\na\r\n");
      assertThat(sender.answer())
          .startsWith("HTTP/1.1 413")
          .contains("application/problem+json", "1048576 bytes");
    }
  }

  @Test
  @Tag("C1")
  void bodyWithAWrongSecretIsNotRead() throws IOException {
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.head("wrong", "Content-Length: " + TEN_GIGABYTES + "\r\n", "");
      assertThat(sender.status()).startsWith("HTTP/1.1 401");
      assertThat(sender.flood("a".repeat(0x10000), TEN_GIGABYTES)).isLessThan(LITTLE_MORE);
    }
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.head("wrong", "Expect: 100-continue\r\nContent-Length: 20\r\n", "");
      assertThat(sender.status()).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  @Tag("R5")
  void slowBodyIsRecordedWhenComplete() throws IOException {
    String uid = UUID.randomUUID().toString();
    String body = "{\"workflow\": \"greet\", \"uid\": \"" + uid + "\"}";
    try (RawConnection sender = new RawConnection(server.base())) {
      sender.head(
          Server.SECRET, "Content-Length: " + body.length() + "\r\n", body.substring(0, 30));
      assertThat(statusInADryRun(body)).isEqualTo("accepted");
      sender.send(body.substring(30, 40));
      assertThat(statusInADryRun(body)).isEqualTo("accepted");
      sender.send(body.substring(40));
      assertThat(sender.status()).startsWith("HTTP/1.1 202");
    }
    assertThat(statusInADryRun(body)).isEqualTo("duplicate");
  }

  @Test
  @Tag("R5")
  void truncatedBodyStartsNoRun() throws IOException {
    String uid = UUID.randomUUID().toString();
    String body = "{\"workflow\": \"greet\", \"uid\": \"" + uid + "\"}";
    for (String part : new String[] {body.substring(0, 30), body}) {
      try (RawConnection sender = new RawConnection(server.base())) {
        sender.head(Server.SECRET, "Content-Length: " + (body.length() + 9) + "\r\n", part);
        sender.endOfSending();
        assertThat(sender.rest()).doesNotStartWith("HTTP/1.1 2");
      }
      try (RawConnection sender = new RawConnection(server.base())) {
        String chunk = Integer.toHexString(part.length()) + "\r\n" + part + "\r\n";
        sender.head(Server.SECRET, "Transfer-Encoding: chunked\r\n", chunk);
        sender.endOfSending();
        assertThat(sender.rest()).doesNotStartWith("HTTP/1.1 2");
      }
    }
    assertThat(statusInADryRun(body)).isEqualTo("accepted");
    assertThat(server.logged()).doesNotContain("failed; nothing was recorded");
  }

  private String statusInADryRun(String body) {
    String answer = server.post("/api/inbound/default?dryRun=true", body).body();
    return Json.read(answer).at("/results/0/status").asText();
  }
}
