package drawbridge.launcher;

import fish.payara.micro.ClusterCommandResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The HTTP listeners of the server. They open when the application is ready, and close before it
 * ends, so that no sender sees a server without its application (R8).
 */
final class Listeners {

  private static final String HTTP_SERVICE = "configs.config.server-config.http-service";
  private static final String LISTENERS =
      "configs.config.server-config.network-config.network-listeners.network-listener.";

  /** In the order in which they open; with the scheme of an address. */
  private static final Map<String, String> SCHEMES =
      new TreeMap<>(Map.of("http-listener", "http", "https-listener", "https"));

  private ServerCommands server = new ServerCommands(Listeners::noServer);

  /** The listeners to open, each with the range of its port, which is empty for a fixed port. */
  private final Map<String, String> configured = new TreeMap<>();

  /**
   * Keeps all listeners closed. The server calls this before it starts, after its own settings.
   *
   * <p>A port that is in use ends the start here, before the store is touched.
   *
   * <p>Without a listener at its start, Payara takes single sign-on as switched on ({@code
   * WebContainer.globalSSOEnabled}). The valve for it changes the way of each request through the
   * server, so that Weld reports a leaked context for each asynchronous reply.
   *
   * @throws IllegalStateException when a port is in use; the message names it
   */
  void hold(ServerCommands commands) {
    server = commands;
    server.run("set", HTTP_SERVICE + ".virtual-server.server.sso-enabled=false");
    for (String listener : SCHEMES.keySet()) {
      if (get(listener, "enabled").equals("true")) {
        String range = get(listener, "port-range");
        if (range.isEmpty()) {
          checkFree(listener);
        }
        configured.put(listener, range);
        set(listener, "port-range", "");
        set(listener, "enabled", "false");
      }
    }
  }

  /**
   * Lets clients in, at all listeners that the command line and the settings ask for.
   *
   * @throws IllegalStateException when a port is in use; the message names it
   */
  void open() {
    configured.forEach(
        (listener, range) -> {
          if (!range.isEmpty()) {
            set(listener, "port", String.valueOf(firstFree(listener, range)));
          } else {
            checkFree(listener);
          }
          set(listener, "enabled", "true");
        });
  }

  /** Refuses further connections. */
  void close() {
    configured.keySet().forEach(listener -> set(listener, "enabled", "false"));
  }

  /** Returns the address of the first listener on this machine. */
  String address() {
    return configured.keySet().stream()
        .findFirst()
        .map(listener -> SCHEMES.get(listener) + "://localhost:" + get(listener, "port"))
        .orElse("http://localhost");
  }

  /**
   * Returns the port for {@code --autoBindHttp} or {@code --autoBindSsl}. Left to itself, a
   * listener that opens late chooses one, too, but serves no application there.
   */
  private int firstFree(String listener, String range) {
    int comma = range.indexOf(',');
    return IntStream.rangeClosed(
            Integer.parseInt(range.substring(0, comma).strip()),
            Integer.parseInt(range.substring(comma + 1).strip()))
        .filter(port -> isFree(listener, port))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no port of " + range + " is free"));
  }

  /** Payara would only log it. */
  private void checkFree(String listener) {
    String port = get(listener, "port");
    if (!isFree(listener, Integer.parseInt(port))) {
      throw new IllegalStateException("port " + port + " is in use");
    }
  }

  private boolean isFree(String listener, int port) {
    try (ServerSocket socket =
        new ServerSocket(port, 0, InetAddress.getByName(get(listener, "address")))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private void set(String listener, String attribute, String value) {
    server.run("set", LISTENERS + listener + "." + attribute + "=" + value);
  }

  /** Returns the value of an attribute, or an empty text when it is not set. */
  private String get(String listener, String attribute) {
    String name = LISTENERS + listener + "." + attribute + "=";
    return server
        .run("get", LISTENERS + listener + ".*")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .findFirst()
        .orElse("");
  }

  private static ClusterCommandResult noServer(String command, String... arguments) {
    throw new IllegalStateException("the server has not started");
  }
}
