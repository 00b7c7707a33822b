package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Senders hang up in the middle of their body. */
@ExtendWith(SharedServer.class)
@Tag("R5")
class HungUpST {

  private static final String WORDS = "closed the connection before the body ended";
  private static final String LENGTH = "Content-Length: 1000\r\n";
  private static final int SENDERS = 10;

  private final Server server;

  HungUpST(Server server) {
    this.server = server;
  }

  @Test
  void eachIsOneLogLineWithoutStackTrace() throws IOException {
    int before = server.logged().length();
    for (int each = 0; each < SENDERS; each++) {
      begun(LENGTH, "{\"wor").close();
      begun("Transfer-Encoding: chunked\r\n", "5\r\n{\"wor\r\n").close();
      try (RawConnection sender = begun(LENGTH, "{\"wor")) {
        sender.endOfSending();
        assertThat(sender.rest()).isEmpty();
      }
    }
    await().until(() -> said(before) == 3 * SENDERS);
    assertThat(server.post("{\"workflow\": \"greet\"}").statusCode()).isEqualTo(202);
    assertThat(server.logged().substring(before).lines().filter(line -> !line.isBlank()))
        .hasSize(3 * SENDERS)
        .allMatch(line -> line.contains("[INFO]") && line.contains(WORDS));
  }

  @Test
  void hungUpSendersAreCounted() throws IOException {
    begun(LENGTH, "{\"wor").close();
    String rejections = "workspaces/default/rejections";
    await()
        .until(
            () ->
                server
                    .admin("GET", rejections, "application/json", "")
                    .body()
                    .contains("\"reason\":\"sender-gone\""));
  }

  private RawConnection begun(String headers, String firstOfBody) throws IOException {
    return new RawConnection(server.base()).head(Server.SECRET, headers, firstOfBody);
  }

  private long said(int from) {
    return server.logged().substring(from).lines().filter(line -> line.contains(WORDS)).count();
  }
}
