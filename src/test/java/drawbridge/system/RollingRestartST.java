package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes behind a proxy of {@code server-config/proxy}, restarted in turn under load: no request
 * fails.
 */
@Tag("nightly")
@Tag("R8")
class RollingRestartST {

  private static final int NODES = 2;
  private static final int SENDERS = 4;
  private static final long PAUSE_MILLIS = 5;

  /** The time that an operator waits between two restarts, so that the proxy sees the node. */
  private static final Duration BETWEEN = Duration.ofSeconds(3);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Queue<String> REFUSALS = new ConcurrentLinkedQueue<>();

  @TempDir private static Path directory;
  private static Postgres store;
  private static Map<String, String> settings;
  private static final PortBlock BLOCK = PortBlock.take();
  private static final List<Integer> PORTS = new ArrayList<>();
  private static final List<Server> SERVERS = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException, SQLException {
    store = Postgres.create(Files.createDirectories(directory.resolve("store")));
    settings = new HashMap<>(store.settings());
    settings.put("DRAWBRIDGE_HTTP_TRUSTED_PROXIES", "127.0.0.1");
    settings.put(
        "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
        Path.of("src/test/resources/stop").toAbsolutePath().toString());
    for (int node = 0; node < NODES; node++) {
      PORTS.add(BLOCK.next());
      SERVERS.add(begin(node));
    }
    SERVERS.forEach(Server::awaitReady);
  }

  private static Server begin(int node) throws IOException {
    Path home = Files.createDirectories(directory.resolve("node" + node));
    return Server.begin(PORTS.get(node), home, settings);
  }

  @AfterAll
  static void stop() throws IOException {
    SERVERS.forEach(Server::kill);
    BLOCK.close();
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"haproxy", "nginx"})
  void noRequestFails(String program) throws Exception {
    Shell.need(program);
    REFUSALS.clear();
    Path home = Files.createDirectories(directory.resolve(program));
    try (Proxy proxy = Proxy.start(program, home, PORTS);
        Senders senders = new Senders(SENDERS, uid -> post(proxy, uid), PAUSE_MILLIS)) {
      pass(senders, BETWEEN);
      long begun = System.nanoTime();
      for (int node = 0; node < NODES; node++) {
        SERVERS.get(node).terminate();
        Server stopping = SERVERS.get(node);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !stopping.isAlive());
        pass(senders, BETWEEN);
        SERVERS.set(node, begin(node));
        SERVERS.get(node).awaitReady();
        pass(senders, BETWEEN);
      }
      senders.end();
      System.out.println(program + ": " + Senders.describe(senders.since(begun)));
      assertThat(REFUSALS).isEmpty();
      assertThat(senders.answers()).allMatch(Senders.Answer::isAcknowledgement);
      assertThat(store.ask("select uid from run"))
          .doesNotHaveDuplicates()
          .containsAll(senders.acknowledged());
    }
  }

  /** Lets time pass in which senders send. */
  private static void pass(Senders senders, Duration time) {
    int before = senders.answers().size();
    Awaitility.await()
        .pollDelay(time)
        .atMost(Duration.ofMinutes(1))
        .until(() -> senders.answers().size() > before);
  }

  private static HttpResponse<String> post(Proxy proxy, String uid) {
    String body = "{\"workflow\": \"greeting\", \"uid\": \"" + uid + "\"}";
    HttpRequest request =
        HttpRequest.newBuilder(proxy.base().resolve("/api/inbound/default"))
            .timeout(Duration.ofSeconds(60))
            .header("Inbound-Webhook-Secret", Server.SECRET)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        REFUSALS.add(Instant.now() + " " + answer.statusCode() + " " + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
