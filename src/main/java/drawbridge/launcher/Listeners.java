package drawbridge.launcher;

import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.ClusterCommandResult.ExitStatus;
import fish.payara.micro.PayaraMicroRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The HTTP listeners of the server. {@code server-config/closed-listeners.asadmin} keeps them
 * closed while the server starts; the launcher opens them when the application is ready and closes
 * them at a stop, before the application ends (R8).
 */
final class Listeners {

  private static final String COMMAND =
      "fish.payara.appserver.micro.services.command.AsAdminCallable";
  private static final String LISTENERS =
      "configs.config.server-config.network-config.network-listeners.network-listener.";
  private static final String HTTP = LISTENERS + "http-listener.";
  private static final String HTTPS = LISTENERS + "https-listener.";
  private static final String SSL_PORT = "--sslport";

  private final PayaraMicroRuntime server;
  private final Optional<String> sslPort;

  Listeners(PayaraMicroRuntime server, Optional<String> sslPort) {
    this.server = server;
    this.sslPort = sslPort;
  }

  /** Returns the value of {@code --sslPort}; empty without the option. */
  static Optional<String> sslPort(List<String> arguments) {
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).equalsIgnoreCase(SSL_PORT)) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the arguments without {@code --sslPort}: Payara would open that port before the
   * application is ready.
   */
  static String[] withoutSslPort(List<String> arguments) {
    List<String> others = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equalsIgnoreCase(SSL_PORT)) {
        i++;
      } else {
        others.add(arguments.get(i));
      }
    }
    return others.toArray(String[]::new);
  }

  /**
   * Opens the port of HTTP, and that of HTTPS when one is set.
   *
   * @throws IllegalStateException when a port cannot be opened; the message says which and why
   */
  void open() {
    run("set", HTTP + "enabled=true");
    sslPort.ifPresent(port -> run("set", HTTPS + "port=" + port, HTTPS + "enabled=true"));
  }

  /** Refuses further connections. Connections in use stay open until the server ends. */
  void close() {
    run("set", HTTP + "enabled=false");
    sslPort.ifPresent(port -> run("set", HTTPS + "enabled=false"));
  }

  /** Returns the address of this server, as a browser on this machine opens it. */
  String address() {
    String port = run("get", HTTP + "port");
    return "http://localhost:" + port.substring(port.lastIndexOf('=') + 1).strip();
  }

  /** {@link PayaraMicroRuntime#run} needs a cluster; the command behind it does not. */
  private String run(String command, String... arguments) {
    ClusterCommandResult result;
    try {
      Callable<?> callable =
          Class.forName(COMMAND, true, server.getClass().getClassLoader())
              .asSubclass(Callable.class)
              .getConstructor(String.class, String[].class)
              .newInstance(command, arguments);
      result = (ClusterCommandResult) callable.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    if (result.getExitStatus() == ExitStatus.FAILURE) {
      throw new IllegalStateException(
          String.join(" ", arguments) + ": " + result.getOutput().strip());
    }
    return result.getOutput();
  }
}
