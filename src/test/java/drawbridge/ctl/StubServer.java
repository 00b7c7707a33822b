package drawbridge.ctl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server with prepared answers: for each path the next one, and the last one again and again. */
final class StubServer implements AutoCloseable {

  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Reply>> replies = new HashMap<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());

  /**
   * An answer.
   *
   * @param body a character for each byte
   */
  private record Reply(int status, Map<String, String> headers, String body) {
    byte[] bytes() {
      return body.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  StubServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Adds an answer of JSON to a path of the workspace {@code default}. */
  StubServer on(String path, String json) {
    return on(path, 200, json);
  }

  StubServer on(String path, int status, String json) {
    return on(path, status, Map.of("Content-Type", status < 400 ? JSON : PROBLEM), json);
  }

  StubServer on(String path, int status, Map<String, String> headers, String body) {
    return on(path, status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  StubServer on(String path, int status, Map<String, String> headers, byte[] body) {
    String whole = path.startsWith("/") ? path : "/api/admin/workspaces/default/" + path;
    synchronized (replies) {
      replies
          .computeIfAbsent(whole, key -> new ArrayDeque<>())
          .add(new Reply(status, headers, new String(body, StandardCharsets.ISO_8859_1)));
    }
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    calls.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization"));
    Reply reply = next(path);
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] body = reply.bytes();
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Reply next(String path) {
    synchronized (replies) {
      Deque<Reply> left = replies.get(path);
      if (left == null) {
        return new Reply(404, Map.of("Content-Type", "text/html"), "<p>");
      }
      return left.size() > 1 ? left.remove() : left.element();
    }
  }

  /** Returns method, address and credentials of each call. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** Returns the body of each call. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
