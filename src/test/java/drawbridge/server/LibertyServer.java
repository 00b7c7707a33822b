package drawbridge.server;

import drawbridge.system.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An Open Liberty server with Drawbridge on a free port. */
final class LibertyServer implements AutoCloseable {

  private static final String PROGRAM =
      Installation.DISTRIBUTIONS.resolve("wlp/bin/server").toString();

  private final Path directory;
  private final int port;
  private final Process process;

  private LibertyServer(Path directory) throws IOException {
    this.directory = directory;
    this.port = Server.freePort();
    configure();
    this.process =
        Command.begin(directory, settings(), List.of(PROGRAM, "run", "drawbridge"), log());
  }

  /** Configures and starts a server; returns when it is ready. */
  static LibertyServer installed(Path directory) throws IOException {
    LibertyServer server = new LibertyServer(directory);
    try {
      Installation.awaitFirstReady(server.base(), server.log());
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void configure() throws IOException {
    Path server = directory.resolve("servers/drawbridge");
    Path apps = Files.createDirectories(server.resolve("apps"));
    Path lib = Files.createDirectories(server.resolve("lib"));
    Installation.copy(Path.of("server-config/liberty"), "server\\.xml", server);
    Installation.copy(Installation.DISTRIBUTIONS.resolve("lib"), ".*\\.jar", lib);
    Installation.copyWar(apps);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = Installation.settings();
    settings.put("WLP_USER_DIR", directory.toString());
    settings.put("DRAWBRIDGE_HTTP_PORT", String.valueOf(port));
    return settings;
  }

  private Path log() {
    return directory.resolve("liberty.log");
  }

  /** Returns the base URL of Drawbridge. */
  URI base() {
    return URI.create("http://localhost:" + port);
  }

  @Override
  public void close() {
    Command.run(directory, settings(), List.of(PROGRAM, "stop", "drawbridge"));
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
