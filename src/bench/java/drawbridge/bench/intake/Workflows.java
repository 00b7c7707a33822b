package drawbridge.bench.intake;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The workflows of the cases: {@code bench} sets a value; {@code relay} also calls a local HTTP
 * server.
 */
final class Workflows implements AutoCloseable {

  private static final String BENCH =
      """
      document: {dsl: '1.0.1', namespace: bench, name: bench, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: 'Hello, {{runtime.name}}!'}
      """;

  private static final String RELAY =
      """
      document: {dsl: '1.0.1', namespace: bench, name: relay, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: 'Hello, {{runtime.name}}!'}
        - letters:
            set: {count: '${ $context.runtime.name | length }'}
        - choose:
            switch:
              - short: {when: '${ ($context.runtime.name | length) < 100 }', then: tell}
              - long: {then: end}
        - tell:
            call: http
            with:
              method: POST
              endpoint: http://127.0.0.1:%d/told
              body: {greeting: '{{runtime.name}}'}
      """;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpServer target;

  /** Starts the HTTP server that {@code relay} calls. */
  Workflows() throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    target.setExecutor(threads);
    target.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
          } catch (IOException e) {
            throw new UncheckedIOException(e); // the caller has hung up
          }
        });
    target.start();
  }

  /** Writes the files of both workflows. */
  void write(Path directory) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(folder.resolve("bench.yaml"), BENCH);
    Files.writeString(folder.resolve("relay.yaml"), RELAY.formatted(target.getAddress().getPort()));
  }

  @Override
  public void close() {
    target.stop(0);
    threads.shutdownNow();
  }
}
