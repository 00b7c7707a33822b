package drawbridge.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The requests that follow each other. The list is asked for its newest one, then for a stretch.
 */
class TailTest {

  private final StubServer server = new StubServer();
  private final Terminal terminal = new Terminal(server);

  @AfterEach
  void close() {
    server.close();
  }

  /** Returns a page, newest first, of requests whose ids are their seconds. */
  private static String page(int... seconds) {
    return "{\"requests\": ["
        + java.util.Arrays.stream(seconds)
            .mapToObj(
                at ->
                    "{\"requestId\": \"%d\", \"receivedAt\": \"2026-01-31T12:%02d:%02dZ\", \"status\": 202, \"accepted\": 1}"
                        .formatted(at, at / 60, at % 60))
            .collect(Collectors.joining(", "))
        + "]}";
  }

  private List<String> ids() {
    return Stream.of(terminal.out().split("\n"))
        .map(line -> line.replaceFirst(".*\"requestId\":\"(\\d+)\".*", "$1"))
        .toList();
  }

  @Test
  void requestsAreWrittenOnceAndInOrder() {
    server
        .on("requests", page(2)) // newest
        .on("requests", page(2, 1)) // lines
        .on("requests", page(2, 1)) // begin
        .on("requests", page(5))
        .on("requests", page(5, 3, 2, 1))
        .on("requests", page(6))
        .on("requests", page(6, 5, 4, 3)) // 4 was recorded after 5
        .on("requests", page(6));
    assertThat(terminal.endingAtPause(4).run("tail", "-n", "2", "-o", "json")).isZero();
    assertThat(ids()).containsExactly("1", "2", "3", "5", "4", "6");
  }

  @Test
  void earlierRequestsAreOnlyWrittenWhenAskedFor() {
    server
        .on("requests", page(2))
        .on("requests", page(2))
        .on("requests", page(2, 1))
        .on("requests", page(3))
        .on("requests", page(3, 2, 1));
    assertThat(terminal.endingAtPause(2).run("tail", "-n", "0", "-o", "json")).isZero();
    assertThat(ids()).containsExactly("3");
  }

  @Test
  void anEmptyWorkspaceShowsItsFirstRequest() {
    server
        .on("requests", page())
        .on("requests", page())
        .on("requests", page())
        .on("requests", page(9))
        .on("requests", page(9));
    assertThat(terminal.endingAtPause(3).run("tail", "-o", "json")).isZero();
    assertThat(ids()).containsExactly("9");
  }

  @Test
  void aRestartLosesNothingAndObeysTheTimeToWait() {
    server
        .on("requests", page(1))
        .on("requests", page(1))
        .on("requests", page(1))
        .on("requests", 503, Map.of("Retry-After", "7"), "")
        .on("requests", 502, Map.of("Content-Type", "text/html"), "<h1>Bad gateway")
        .on("requests", page(90))
        .on("requests", 503, "{\"detail\": \"Stopping.\"}")
        .on("requests", page(90))
        .on("requests", page(90, 50, 2, 1));
    assertThat(terminal.endingAtPause(5).run("tail", "-n", "1", "-o", "json")).isZero();
    assertThat(ids()).containsExactly("1", "2", "50", "90");
    assertThat(terminal.pauses)
        .startsWith(
            Duration.ofSeconds(1),
            Duration.ofSeconds(7),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4));
    assertThat(terminal.err().lines().filter(it -> it.contains("will try again"))).hasSize(1);
    assertThat(server.calls().get(server.calls().size() - 1))
        .contains("from=2026-01-31T11%3A59%3A58Z");
  }

  @Test
  void aServerThatNeverAnsweredAndLostCredentialsEndIt() {
    server.on("requests", 503, "{\"detail\": \"Starting.\"}");
    assertThat(terminal.run("tail")).isEqualTo(2);
    StubServer expired = new StubServer();
    expired.on("requests", page(1)).on("requests", page(1)).on("requests", page(1));
    expired.on("requests", 401, "{\"detail\": \"Expired.\"}");
    assertThat(new Terminal(expired).run("tail")).isEqualTo(2);
    expired.close();
  }

  @Test
  void linesNameTriggerVerdictsAndRefusal() {
    String refused =
        "{\"requests\": [{\"requestId\": \"r\", \"receivedAt\": \"2026-01-31T12:00:00Z\","
            + " \"status\": 401, \"trigger\": \"git\\u0007hub\", \"sender\": \"10.0.0.1\","
            + " \"rejected\": 2, \"refusal\": {\"reason\": \"unauthenticated\", \"detail\":"
            + " \"Wrong.\"}}]}";
    server.on("requests", refused);
    assertThat(terminal.endingAtPause(1).run("tail", "--status", "4xx", "--header", "X-A: b"))
        .isZero();
    assertThat(terminal.out())
        .contains("401 git\\u0007hub")
        .contains("10.0.0.1")
        .contains("r 2 rejected unauthenticated: Wrong.");
    assertThat(server.calls().get(1)).contains("?status=4xx&header=X-A%3A%20b&limit=10 ");
  }
}
