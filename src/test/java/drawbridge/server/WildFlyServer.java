package drawbridge.server;

import drawbridge.system.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A WildFly server with Drawbridge on free ports. */
final class WildFlyServer implements AutoCloseable {

  private static final List<String> PORTS =
      List.of("http", "https", "management.http", "management.https");

  private final Path directory;
  private final Path home;
  private final List<Integer> ports;
  private Process process;

  private WildFlyServer(Path directory) throws IOException {
    this.directory = directory;
    this.home = directory.resolve("wildfly");
    this.ports = Server.freePorts(PORTS.size());
    install();
    this.process = begin(Map.of());
  }

  /** Installs and starts a server; returns when it is ready. */
  static WildFlyServer installed(Path directory) throws IOException {
    WildFlyServer server = new WildFlyServer(directory);
    try {
      Installation.awaitFirstReady(server.base(), server.log());
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** The installation adds modules to the server, so each test has its own copy. */
  private void install() throws IOException {
    Path distribution = Installation.DISTRIBUTIONS.resolve("wildfly-39.0.1.Final");
    run("cp", "-r", distribution.toString(), home.toString());
    Path adapter = home.resolve("modules/system/layers/base/org/eclipse/persistence/main");
    run("sh", "-c", "cp " + adapter + "/jipijapa-eclipselink-*.jar jipijapa-eclipselink.jar");
    Installation.copyWar(directory);
    Installation.copy(Path.of("server-config/wildfly"), ".*\\.cli", directory);
    Installation.copy(Installation.DISTRIBUTIONS, "(eclipselink|h2|postgresql)\\.jar", directory);
    run(home.resolve("bin/jboss-cli.sh").toString(), "--file=install.cli");
  }

  private void run(String... command) {
    Command.run(directory, Installation.settings(), List.of(command));
  }

  private Process begin(Map<String, String> more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/standalone.sh").toString());
    for (int i = 0; i < PORTS.size(); i++) {
      command.add("-Djboss." + PORTS.get(i) + ".port=" + ports.get(i));
    }
    Map<String, String> settings = Installation.settings();
    settings.putAll(more);
    return Command.begin(directory, settings, command, directory.resolve("printed.txt"));
  }

  /**
   * Stops the server in order and starts it again; returns when it is ready.
   *
   * @param more settings of the next start only
   */
  void restart(Map<String, String> more) throws IOException {
    close();
    process = begin(more);
    Installation.awaitReady(base(), log());
  }

  private Path log() {
    return home.resolve("standalone/log/server.log");
  }

  /** Returns the log of all starts. */
  String logged() throws IOException {
    return Files.readString(log());
  }

  /** Returns the base URL of Drawbridge. */
  URI base() {
    return URI.create("http://localhost:" + ports.get(0));
  }

  /** Stops the server in order. {@code standalone.sh} does not pass signals on. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
