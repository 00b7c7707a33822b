package drawbridge.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Answers {@code /health/live} and {@code /health/started} on the port of the setting {@code
 * drawbridge.health.port}, also while the application waits for its store and no other port is open
 * (R8). The JDK serves it, so that no request of a sender can delay it.
 */
final class HealthPort {

  private static final String SETTING = "drawbridge.health.port";

  /** Seconds that the JDK's server waits for a request or for the client that reads the answer. */
  private static final String PATIENCE_SECONDS = "5";

  private final BooleanSupplier started;
  private final BooleanSupplier live;

  private HealthPort(BooleanSupplier started, BooleanSupplier live) {
    this.started = started;
    this.live = live;
  }

  /**
   * Opens the port, if the setting names one.
   *
   * @param live asked once the start is over; a process that starts is alive
   * @throws IllegalArgumentException when the setting is not a free port; the message names it
   */
  static void open(BooleanSupplier started, BooleanSupplier live) {
    String port = LauncherSetting.value(SETTING, "");
    if (!port.isEmpty()) {
      new HealthPort(started, live).serve(number(port));
    }
  }

  private static int number(String port) {
    if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("setting " + SETTING + " must be a port from 1 to 65535");
    }
    return Integer.parseInt(port);
  }

  private void serve(int port) {
    System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", PATIENCE_SECONDS);
    System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", PATIENCE_SECONDS);
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
      server.createContext("/", this::answer);
      server.start();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "port " + port + " of setting " + SETTING + ": " + e.getMessage(), e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/health/live" -> send(exchange, !started.getAsBoolean() || live.getAsBoolean());
        case "/health/started" -> send(exchange, started.getAsBoolean());
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void send(HttpExchange exchange, boolean isUp) throws IOException {
    byte[] body =
        ("{\"status\":\"" + (isUp ? "UP" : "DOWN") + "\",\"checks\":[]}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(isUp ? 200 : 503, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
