package drawbridge.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /health/live}, {@code /health/started} and {@code /health/ready} on a port of its
 * own, also while the listeners of the server are closed (R8). Once the server is ready, it returns
 * the server's own answers.
 */
final class HealthPort {

  private static final String SETTING = "drawbridge.health.port";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int THREADS = 2;
  private static final int NO_BODY = -1;
  private static final String LIVE = "/health/live";
  private static final String READY = "/health/ready";
  private static final Set<String> PATHS = Set.of(LIVE, "/health/started", READY);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private volatile @Nullable String address;
  private volatile boolean stopping;

  /**
   * Opens the port that {@code drawbridge.health.port} names, as a system property or environment
   * variable.
   *
   * @throws IllegalArgumentException when the setting is no port
   * @throws UncheckedIOException when the port is in use
   */
  static HealthPort open() {
    HealthPort health = new HealthPort();
    setting().ifPresent(health::listen);
    return health;
  }

  /** From now on, the server at this address answers. */
  void ready(String address) {
    this.address = address;
  }

  /** From now on, the server is not ready. */
  void stop() {
    stopping = true;
  }

  private static Optional<Integer> setting() {
    String text = System.getProperty(SETTING, System.getenv("DRAWBRIDGE_HEALTH_PORT"));
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      int port = Integer.parseInt(text.strip());
      if (port > 0 && port <= 65535) {
        return Optional.of(port);
      }
    } catch (NumberFormatException e) {
      // the message below covers it
    }
    throw new IllegalArgumentException(
        "setting " + SETTING + " must be a port, a number from 1 to 65535");
  }

  private void listen(int port) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
      server.setExecutor(
          Executors.newFixedThreadPool(
              THREADS,
              task -> {
                Thread thread = new Thread(task, "drawbridge-health");
                thread.setDaemon(true);
                return thread;
              }));
      server.createContext("/", this::answer);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(SETTING + " " + port + ": " + e.getMessage(), e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String server = address;
      if (!PATHS.contains(path)) {
        exchange.sendResponseHeaders(404, NO_BODY);
      } else if (server != null && !(stopping && path.equals(READY))) {
        answerAs(exchange, server + path);
      } else {
        write(exchange, path.equals(LIVE) ? 200 : 503);
      }
    }
  }

  private void answerAs(HttpExchange exchange, String address) throws IOException {
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      write(exchange, answer.statusCode(), answer.body());
    } catch (IOException | IllegalArgumentException e) {
      write(exchange, 503);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(HttpExchange exchange, int status) throws IOException {
    String outcome = status == 200 ? "UP" : "DOWN";
    write(
        exchange,
        status,
        ("{\"status\":\"" + outcome + "\",\"checks\":[]}").getBytes(StandardCharsets.UTF_8));
  }

  private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
    exchange.getResponseBody().write(body);
  }
}
