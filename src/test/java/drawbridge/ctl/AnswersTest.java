package drawbridge.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.api.Query;
import drawbridge.ctl.api.Target;
import drawbridge.ctl.terminal.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not as a command expects end it with status 2 and say what to do. */
class AnswersTest {

  private final StubServer server = new StubServer();
  private final Terminal terminal = new Terminal(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anAnswerOfAProxyIsNamed() {
    server.on("runs", 200, Map.of("Content-Type", "text/html"), "<html>\u001b[31mSign in</html>");
    assertThat(terminal.run("runs")).isEqualTo(2);
    assertThat(terminal.err())
        .contains("(200, text/html) is not from Drawbridge: check DRAWBRIDGE_URL")
        .doesNotContain("\u001b");
    assertThat(terminal.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"runs\"", "[]", "\"text\"", "nonsense"})
  void brokenJsonIsNamed(String body) {
    server.on("runs", 200, Map.of("Content-Type", "application/json"), body);
    assertThat(terminal.run("runs")).isEqualTo(2);
    assertThat(terminal.err()).contains("is not from Drawbridge").doesNotContain("fault in this");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"runs\": 7}", "{\"runs\": [7]}", "{\"runs\": [{\"runId\": \"a\"}]}"})
  void jsonOfAnotherProgramIsNamed(String body) {
    server.on("runs", body).on("runs/a/replay", body).on("requests", body).on("replays", body);
    server.on("verify", body);
    for (String words : List.of("runs", "replay a", "tail", "replay --all", "verify a")) {
      assertThat(terminal.run(words.split(" "))).as(words).isEqualTo(2);
    }
    assertThat(terminal.err().lines().filter(it -> it.contains("no proper member"))).hasSize(5);
    assertThat(terminal.err()).doesNotContain("fault in this program");
  }

  @ParameterizedTest
  @CsvSource({"401", "403", "404", "409", "422", "429", "500", "503"})
  void aProblemIsToldWithItsRequest(int status) {
    server.on(
        "runs",
        status,
        "{\"title\": \"T\", \"detail\": \"This \\u009bis wrong.\", \"requestId\": \"r-1\","
            + " \"errors\": [{\"pointer\": \"/a\", \"detail\": \"is missing\"}, 7]}");
    assertThat(terminal.run("runs")).isEqualTo(2);
    assertThat(terminal.err())
        .contains("This \\u009bis wrong. (" + status + ", request r-1)")
        .contains("  /a: is missing");
  }

  @Test
  void refusedCredentialsNameTheVariablesAndNotTheirValues() {
    server.on("runs", 401, "{\"detail\": \"No.\"}");
    assertThat(terminal.run("runs")).isEqualTo(2);
    assertThat(terminal.err())
        .contains("set DRAWBRIDGE_TOKEN, or DRAWBRIDGE_USER and DRAWBRIDGE_PASSWORD")
        .doesNotContain("dbt_");
  }

  @Test
  void theTimeToWaitIsTold() {
    server.on(
        "runs",
        429,
        Map.of("Content-Type", StubServer.PROBLEM, "Retry-After", "17"),
        "{\"detail\": \"Too many.\"}");
    assertThat(terminal.run("runs")).isEqualTo(2);
    assertThat(terminal.err()).contains("retry after 17 s");
  }

  @Test
  void credentialsAreNotSentToAnotherHost() {
    try (StubServer other = new StubServer()) {
      other.on("runs", "{\"runs\": []}");
      server.on("runs", 307, Map.of("Location", other.address() + "/api"), "");
      assertThat(terminal.run("runs")).isEqualTo(2);
      assertThat(other.calls()).isEmpty();
      assertThat(terminal.err()).contains("redirects to " + other.address() + "/api (307)");
    }
  }

  @Test
  void tokenWinsOverUser() {
    server.on("runs", "{\"runs\": []}");
    terminal.environment.put("DRAWBRIDGE_USER", "ada");
    terminal.environment.put("DRAWBRIDGE_PASSWORD", "pä:ss");
    assertThat(terminal.run("runs")).isZero();
    terminal.environment.remove("DRAWBRIDGE_TOKEN");
    assertThat(terminal.run("runs")).isZero();
    assertThat(server.calls())
        .containsExactly(
            "GET /api/admin/workspaces/default/runs?limit=20 Bearer dbt_of-the-tests",
            "GET /api/admin/workspaces/default/runs?limit=20 Basic YWRhOnDDpDpzcw==");
  }

  @ParameterizedTest
  @CsvSource({
    "DRAWBRIDGE_TOKEN, dbt_x\u0007y",
    "DRAWBRIDGE_TOKEN, dbt_x y",
    "DRAWBRIDGE_URL, http://ada:dbt_x@localhost",
    "DRAWBRIDGE_URL, ftp://dbt_x",
    "DRAWBRIDGE_URL, http://dbt_x host",
    "DRAWBRIDGE_URL, http://localhost?dbt_x",
    "DRAWBRIDGE_URL, localhost:8080"
  })
  void invalidVariablesAreNamedWithoutTheirValue(String name, String value) {
    terminal.environment.put(name, value);
    assertThat(terminal.run("runs")).isEqualTo(2);
    assertThat(terminal.err()).contains("DRAWBRIDGE_").doesNotContain("dbt_", "fault in this");
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void aUserNeedsAPassword() {
    terminal.environment.remove("DRAWBRIDGE_TOKEN");
    terminal.environment.put("DRAWBRIDGE_USER", "ada");
    assertThat(terminal.run("runs")).isEqualTo(2);
    assertThat(terminal.err()).contains("set both DRAWBRIDGE_USER and DRAWBRIDGE_PASSWORD");
  }

  @ParameterizedTest
  @CsvSource({
    "http://hooks.invalid:1, true",
    "http://127.0.0.1.hooks.invalid:1, true",
    "https://hooks.invalid:1, false",
    "http://127.8.9.1:1, false",
    "http://[::1]:1, false"
  })
  void credentialsInClearAreWarnedOf(String url, boolean isWarned) {
    terminal.run("runs", "--url", url);
    assertThat(terminal.err().contains("is not encrypted")).isEqualTo(isWarned);
  }

  @Test
  void unknownHostAndClosedPortAreNamed() {
    assertThat(terminal.run("runs", "--url", "http://hooks.invalid")).isEqualTo(2);
    assertThat(terminal.err()).contains("the host hooks.invalid is unknown");
    String address = server.address();
    server.close();
    assertThat(terminal.run("runs", "--url", address)).isEqualTo(2);
    assertThat(terminal.err()).contains("cannot connect to " + address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
      })
  void anAnswerThatStopsEndsInTime(String beginning) throws IOException {
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> accepted =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  Socket socket = slow.accept();
                  OutputStream out = socket.getOutputStream();
                  out.write(beginning.getBytes(StandardCharsets.UTF_8));
                  out.flush();
                  return socket;
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      String url = "http://localhost:" + slow.getLocalPort();
      Api api =
          new Api(Target.of(Optional.of(url), Optional.empty(), Map.of()), Duration.ofMillis(300));
      assertThat(failure(api)).contains("no answer from " + url);
      accepted.join().close();
    }
  }

  private static String failure(Api api) {
    try {
      api.get("/", new Query());
      return "";
    } catch (Failure e) {
      assertThat(e.isTemporary()).isTrue();
      return e.getMessage();
    }
  }
}
