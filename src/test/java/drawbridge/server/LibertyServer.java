package drawbridge.server;

import drawbridge.system.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An Open Liberty with Drawbridge in it, on a port of its own. */
final class LibertyServer implements AutoCloseable {

  private static final String PROGRAM = Operated.DISTRIBUTIONS.resolve("wlp/bin/server").toString();

  private final Path directory;
  private final int port;
  private final Process process;

  private LibertyServer(Path directory) throws IOException {
    this.directory = directory;
    this.port = Server.freePort();
    furnish();
    this.process =
        Program.begin(directory, settings(), List.of(PROGRAM, "run", "drawbridge"), log());
  }

  /** Furnished and started as an operator does; ready when this returns. */
  static LibertyServer installed(Path directory) throws IOException {
    LibertyServer server = new LibertyServer(directory);
    try {
      Operated.awaitReady(server.base(), server.log());
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void furnish() throws IOException {
    Path server = directory.resolve("servers/drawbridge");
    Path apps = Files.createDirectories(server.resolve("apps"));
    Path lib = Files.createDirectories(server.resolve("lib"));
    Operated.copy(Path.of("server-config/liberty"), "server\\.xml", server);
    Operated.copy(Operated.DISTRIBUTIONS.resolve("liberty-lib"), ".*\\.jar", lib);
    Operated.copyWar(apps);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = Operated.settings();
    settings.put("WLP_USER_DIR", directory.toString());
    settings.put("DRAWBRIDGE_HTTP_PORT", String.valueOf(port));
    return settings;
  }

  private Path log() {
    return directory.resolve("liberty.log");
  }

  /** Where Drawbridge answers. */
  URI base() {
    return URI.create("http://localhost:" + port);
  }

  @Override
  public void close() {
    Program.run(directory, settings(), List.of(PROGRAM, "stop", "drawbridge"));
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
