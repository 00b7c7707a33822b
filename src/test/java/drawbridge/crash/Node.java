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
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One node of the house: always at the same address, started again each time it was killed. */
final class Node implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(6);
  private static final Duration AFTER_START = Duration.ofSeconds(10);
  private static final Pattern UP = Pattern.compile("Drawbridge .* (is ready|did not start)");

  private final String name;
  private final Path directory;
  private final Map<String, String> settings;
  private final int port;
  private volatile @Nullable Start last;
  private int starts;

  /** A start of it, with a name of its own. */
  private static final class Start {
    private final String name;
    private final Server server;
    private volatile boolean ready;

    Start(String name, Server server) {
      this.name = name;
      this.server = server;
    }

    boolean isReady() {
      try {
        ready = ready || server.statusOf("/health/ready") == 200;
      } catch (IllegalStateException e) { // its process ended
        ready = false;
      }
      return ready && server.isAlive();
    }

    /** The server has said that it is up, whether or not the application is; or its end came. */
    boolean isOver() {
      return !server.isAlive() || UP.matcher(server.logged()).find();
    }
  }

  /**
   * A node that is not started yet.
   *
   * @param directory of its starts
   * @param ports where to look for a free one: below those that outgoing connections use
   */
  Node(String name, Path directory, Map<String, String> settings, int ports) {
    this.name = name;
    this.directory = directory;
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
    String start = name + "." + starts;
    Map<String, String> all = new HashMap<>(settings);
    all.put("DRAWBRIDGE_SECRETS_NODE", start);
    try {
      Path home = Files.createDirectories(directory.resolve(start));
      last = new Start(start, Server.begin(port, home, all));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of its last start. */
  String current() {
    return Objects.requireNonNull(last, "a node that was started").name;
  }

  /** Whether it was ready after its last start, and its process lives. */
  boolean isReady() {
    Start now = last;
    return now != null && now.isReady();
  }

  /** Waits until it is ready; false when its process ended, or came up without the application. */
  boolean becomesReady() {
    Start now = Objects.requireNonNull(last, "a node that was started");
    Waits.until(() -> now.isReady() || now.isOver(), START);
    return Waits.until(now::isReady, AFTER_START);
  }

  /** {@code kill -9}, ready or not; false when it had ended by itself. */
  boolean kill() {
    Server server = server();
    boolean alive = server.isAlive();
    server.kill();
    return alive;
  }

  /** {@code SIGSTOP}. */
  void pause() {
    server().pause();
  }

  /** {@code SIGCONT}. */
  void resume() {
    server().resume();
  }

  /**
   * A call of the operators' API.
   *
   * @throws IllegalStateException when it is not answered 200
   */
  JsonNode ask(String method, String path, String body) {
    HttpResponse<String> answer = server().admin(method, path, "application/json", body);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + " answered " + answer.statusCode() + answer.body());
    }
    return Json.read(answer.body());
  }

  private Server server() {
    return Objects.requireNonNull(last, "a node that was started").server;
  }

  @Override
  public void close() {
    Start now = last;
    if (now != null) {
      now.server.resume();
      now.server.close();
    }
  }
}
