package drawbridge.crash;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A node of the cluster: it has one address, and is started again after each kill. */
final class Node implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(6);
  private static final Duration AFTER_START = Duration.ofSeconds(10);
  private static final Pattern UP = Pattern.compile("Drawbridge .* (is ready|did not start)");

  private final String name;
  private final Path directory;
  private final Map<String, String> settings;
  private final int port;
  private volatile @Nullable Start last;
  private volatile boolean held;
  private int starts;

  /** A start of the node, with a unique name. */
  private static final class Start {
    private final String name;
    private final Server server;
    private volatile boolean ready;

    Start(String name, Server server) {
      this.name = name;
      this.server = server;
    }

    /** Returns whether the server itself is ready: another program could answer on its port. */
    boolean isReady() {
      try {
        ready = ready || (isUp() && server.statusOf("/health/ready") == 200);
      } catch (IllegalStateException e) { // its process ended
        ready = false;
      }
      return ready && server.isAlive();
    }

    /** Returns whether the server is up, with or without the application, or has ended. */
    boolean isOver() {
      return !server.isAlive() || isUp();
    }

    private boolean isUp() {
      return UP.matcher(server.logged()).find();
    }
  }

  /**
   * Makes a node without starting it.
   *
   * @param directory of its starts
   * @param port of all its starts
   */
  Node(String name, Path directory, Map<String, String> settings, int port) {
    this.name = name;
    this.directory = directory;
    this.settings = Map.copyOf(settings);
    this.port = port;
  }

  URI base() {
    return URI.create("http://localhost:" + port);
  }

  /**
   * Starts its process under a new name, which its runs send to the sink.
   *
   * @param more settings of this start
   * @throws IllegalStateException when another program has its port
   */
  synchronized void start(Map<String, String> more) {
    if (!Server.isFree(port)) {
      throw new IllegalStateException("another program listens on port " + port + " of " + name);
    }
    starts++;
    String start = name + "." + starts;
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(more);
    all.put("DRAWBRIDGE_SECRETS_NODE", start);
    try {
      Path home = Files.createDirectories(directory.resolve(start));
      last = new Start(start, Server.begin(port, home, all));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts its process as the operator does. */
  void start() {
    start(Map.of());
  }

  /** Waits until its process ends; returns the log, or empty when it becomes ready instead. */
  Optional<String> awaitEnd() {
    Start now = Objects.requireNonNull(last, "a node that was started");
    Waits.until(() -> !now.server.isAlive() || now.isReady(), START);
    return now.server.isAlive() ? Optional.empty() : Optional.of(now.server.logged());
  }

  /** Keeps senders away. */
  void hold() {
    held = true;
  }

  /** Lets senders come back. */
  void release() {
    held = false;
  }

  boolean isHeld() {
    return held;
  }

  /** Returns the name of its last start. */
  String current() {
    return Objects.requireNonNull(last, "a node that was started").name;
  }

  /** Returns whether it became ready after its last start and its process exists. */
  boolean isReady() {
    Start now = last;
    return now != null && now.isReady();
  }

  /**
   * Waits until it is ready; returns false when its process ended, or started without the
   * application.
   */
  boolean becomesReady() {
    Start now = Objects.requireNonNull(last, "a node that was started");
    Waits.until(() -> now.isReady() || now.isOver(), START);
    return Waits.until(now::isReady, AFTER_START);
  }

  /** Sends {@code kill -9}; returns false when the process had ended. */
  boolean kill() {
    Server server = server();
    boolean alive = server.isAlive();
    server.kill();
    return alive;
  }

  /** Sends {@code SIGSTOP}. */
  void pause() {
    server().pause();
  }

  /** Sends {@code SIGCONT}. */
  void resume() {
    server().resume();
  }

  /**
   * Calls the operators' API.
   *
   * @throws IllegalStateException for a status other than 200
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
