package drawbridge.run.outbound.authorization;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import drawbridge.run.outbound.OutboundHttp;
import drawbridge.run.outbound.OutboundRules;
import drawbridge.run.outbound.OutboundSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A server on this machine that issues tokens, below {@code /realm}, and whose {@code /api}
 * requires one of them.
 */
public final class AuthorizationServer implements AutoCloseable {

  /** A request that the server received. */
  public record Received(
      String method, String path, Map<String, List<String>> headers, String body) {

    /** Returns a header; an empty text when it is absent. */
    public String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  /** A response of the server. */
  public record Reply(int status, String type, String body, Map<String, String> headers) {

    public static Reply json(int status, String body) {
      return new Reply(status, "application/json", body, Map.of());
    }
  }

  public final List<Received> received = new CopyOnWriteArrayList<>();

  /** The tokens that the API takes. */
  public final Set<String> valid = ConcurrentHashMap.newKeySet();

  /** Answers requests for tokens. */
  public volatile Function<Received, Reply> issuer = request -> token(3600);

  /** Answers what the API is asked with a valid token. */
  public volatile Function<Received, Reply> api = request -> Reply.json(200, "{\"id\": 1}");

  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private int issued;

  public AuthorizationServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 300);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Returns a client that may call this server. */
  public OutboundHttp client() {
    return new OutboundHttp(
        new OutboundSettings(
            OutboundRules.parse("127.0.0.1"),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            100_000));
  }

  /** Issues a new token, which the API takes. */
  public synchronized Reply token(long seconds) {
    String token = "token-number-" + ++issued;
    valid.add(token);
    return Reply.json(
        200,
        "{\"access_token\": \"%s\", \"token_type\": \"bearer\", \"expires_in\": %d}"
            .formatted(token, seconds));
  }

  /** Returns what was received at a path. */
  public List<Received> at(String path) {
    return received.stream().filter(it -> it.path().equals(path)).toList();
  }

  /** Blocks until the server is closed, as an endpoint that never answers. */
  public Reply never() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Reply.json(500, "{}");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Received request =
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      received.add(request);
      Reply reply = reply(request);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply reply(Received request) {
    if (request.path().startsWith("/realm/")) {
      return issuer.apply(request);
    }
    String authorization = request.header("Authorization");
    boolean isValid =
        authorization.startsWith("Bearer ") && valid.contains(authorization.substring(7));
    return isValid || !request.path().startsWith("/api")
        ? api.apply(request)
        : Reply.json(401, "{\"sent\": \"" + authorization + "\"}");
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
