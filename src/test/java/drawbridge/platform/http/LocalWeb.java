package drawbridge.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The public web as one server on this host: {@code https://host/path} is fetched from it with the
 * product's {@link HttpFetcher}, which may call this host here.
 */
public final class LocalWeb implements Fetcher, AutoCloseable {

  /** The URLs that the server was asked for. */
  public final List<String> fetched = new CopyOnWriteArrayList<>();

  private final Map<String, HttpHandler> documents = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final HttpFetcher fetcher;

  public LocalWeb() {
    this(Duration.ofSeconds(3));
  }

  /**
   * @param within the longest fetch
   */
  public LocalWeb(Duration within) {
    fetcher = new HttpFetcher(within, address -> false);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String url = exchange.getRequestURI().toString().substring(1);
          fetched.add(url);
          documents.getOrDefault(url, answering(404, new byte[0])).handle(exchange);
        });
    server.start();
  }

  /** Publishes a document. */
  public LocalWeb with(String url, byte[] document) {
    return with(url, answering(200, document));
  }

  /** Publishes a document. */
  public LocalWeb with(String url, String document) {
    return with(url, document.getBytes(UTF_8));
  }

  /** Lets a handler answer for a URL. */
  public LocalWeb with(String url, HttpHandler handler) {
    documents.put(url, handler);
    return this;
  }

  /** Returns a handler. */
  public static HttpHandler answering(int status, byte[] body) {
    return exchange -> {
      try (exchange) {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
    };
  }

  @Override
  public CompletableFuture<byte[]> fetch(URI uri) {
    return fetcher.fetch(
        URI.create("http://localhost:" + server.getAddress().getPort() + "/" + uri));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
