package drawbridge.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP server that the runs call: records every call and answers with a delay, so that kills
 * interrupt calls.
 */
final class Sink implements AutoCloseable {

  private static final int SLOWEST_MILLIS = 300;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Random random;

  Sink(Random random) throws IOException {
    this.random = random;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/sink";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      note(exchange, body);
      Waits.pass(Duration.ofMillis(random.nextInt(SLOWEST_MILLIS)));
      byte[] answer = "{\"taken\": true}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private void note(HttpExchange exchange, String body) {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String node = exchange.getRequestHeaders().getFirst("X-Node");
    if (key == null || node == null) {
      faults.add("a call without Idempotency-Key or X-Node: " + body);
      return;
    }
    JsonNode said = Json.read(body);
    calls.add(
        new Call(
            said.path("uid").asText(), said.path("round").asInt(), key, node, System.nanoTime()));
  }

  /** Returns all calls in order. */
  List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Returns calls that violate the rules. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
