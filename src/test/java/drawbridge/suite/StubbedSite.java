package drawbridge.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers on this machine as {@code https://api.example.com}, and notes the calls. */
final class StubbedSite implements AutoCloseable {

  private static final String SITE = "https://api.example.com";

  private final HttpServer server;
  private final JsonNode answers;
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();

  /**
   * @param answers by method and URI, such as {@code GET /orders?id=7}: an answer with {@code
   *     status} and {@code body}, or a list of answers, of which the last is repeated
   */
  StubbedSite(JsonNode answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Returns a text with the address of the site replaced by this server's. */
  String redirected(String definition) {
    return definition.replace(SITE, "http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(body.isEmpty() ? call : call + " " + body);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null) {
      authorizations.add(authorization);
    }
    JsonNode found = answers.path(call);
    int number = counts.merge(call, 1, Integer::sum) - 1;
    JsonNode answer = found.isArray() ? found.path(Math.min(number, found.size() - 1)) : found;
    send(exchange, answer.isMissingNode() ? 404 : answer.path("status").asInt(200), answer);
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    JsonNode body = answer.path("body");
    byte[] bytes = {};
    if (!body.isMissingNode()) {
      String text = body.isTextual() ? body.textValue() : Json.write(body);
      bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", body.isTextual() ? "text/plain" : "application/json");
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
