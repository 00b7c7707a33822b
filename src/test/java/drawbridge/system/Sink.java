package drawbridge.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP server that workflows call: answers {@code /held} when released, {@code /slow} after 0.3
 * s, other paths at once.
 */
final class Sink implements AutoCloseable {

  private static final int SLOW_MILLIS = 300;

  /**
   * A call.
   *
   * @param key its idempotency key
   * @param at by {@link System#nanoTime}
   */
  record Call(String path, String key, long at) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final HttpServer server;
  private volatile CountDownLatch held = new CountDownLatch(1);

  Sink() throws IOException {
    this(0);
  }

  /** Listens at this port. */
  Sink(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    calls.add(new Call(path, key, System.nanoTime()));
    if (path.equals("/slow")) {
      var unused = timer.schedule(() -> answer(exchange), SLOW_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      await(path.equals("/held") ? held : new CountDownLatch(0));
      answer(exchange);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange) {
    try (exchange) {
      exchange.sendResponseHeaders(204, -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the caller has hung up
    }
  }

  /** Forgets all calls; holds new ones. */
  void clear() {
    calls.clear();
    held = new CountDownLatch(1);
  }

  /** Answers the held calls and all later ones. */
  void release() {
    held.countDown();
  }

  List<Call> calls(String path) {
    return calls.stream().filter(call -> call.path().equals(path)).toList();
  }

  String at(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
    timer.shutdownNow();
  }
}
