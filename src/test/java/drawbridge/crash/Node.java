package drawbridge.crash;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import drawbridge.system.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One node of the house: always at the same address, started again each time it was killed. */
final class Node implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(4);

  private final String name;
  private final Path directory;
  private final Map<String, String> settings;
  private final int port;
  private final Map<String, Long> kills = new ConcurrentHashMap<>();
  private volatile @Nullable Server server;
  private volatile boolean ready;
  private int starts;

  /**
   * A node that is not started yet.
   *
   * @param ports where to look for a free one: below those that outgoing connections use
   */
  Node(String name, Path directory, Map<String, String> settings, int ports) throws IOException {
    this.name = name;
    this.directory = Files.createDirectories(directory);
    this.settings = Map.copyOf(settings);
    this.port = freeFrom(ports);
  }

  private static int freeFrom(int first) {
    return IntStream.range(first, first + 1000)
        .filter(Node::isFree)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no free port from " + first));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  URI base() {
    return URI.create("http://localhost:" + port);
  }

  /** Starts its process; under a new name each time, which its runs tell the sink. */
  synchronized void start() {
    starts++;
    Map<String, String> all = new HashMap<>(settings);
    all.put("DRAWBRIDGE_SECRETS_NODE", current());
    try {
      server = Server.begin(port, directory, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String current() {
    return name + "." + starts;
  }

  /** Whether it was ready after its last start. */
  boolean isReady() {
    Server now = server;
    if (!ready && now != null && now.isAlive()) {
      try {
        ready = now.statusOf("/health/ready") == 200;
      } catch (IllegalStateException e) {
        ready = false;
      }
    }
    return ready;
  }

  /**
   * Waits until it is ready.
   *
   * @throws IllegalStateException when it is not in time, or ended by itself
   */
  void awaitReady() {
    Server now = server;
    boolean came = Pace.until(() -> isReady() || now == null || !now.isAlive(), START);
    if (!came || !isReady()) {
      throw new IllegalStateException("node " + name + " does not start: see " + directory);
    }
  }

  /** {@code kill -9}, ready or not; false when it had ended by itself. */
  synchronized boolean kill() {
    Server now = server;
    boolean alive = now != null && now.isAlive();
    kills.put(current(), System.nanoTime());
    if (now != null) {
      now.kill();
    }
    ready = false;
    server = null;
    return alive;
  }

  /** {@code SIGSTOP}. */
  void pause() {
    signal("STOP");
  }

  /** {@code SIGCONT}. */
  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    Server now = server;
    if (now != null) {
      now.signal(name);
    }
  }

  /**
   * A call of the operators' API.
   *
   * @throws IllegalStateException when it is not answered 200
   */
  JsonNode ask(String method, String path, String body) {
    HttpResponse<String> answer =
        Objects.requireNonNull(server, "a node that was started")
            .admin(method, path, "application/json", body);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + " answered " + answer.statusCode() + answer.body());
    }
    return Json.read(answer.body());
  }

  /** When each start of it was killed, by {@link System#nanoTime}. */
  Map<String, Long> kills() {
    return Map.copyOf(kills);
  }

  @Override
  public void close() {
    Server now = server;
    if (now != null) {
      resume();
      now.close();
    }
  }
}
