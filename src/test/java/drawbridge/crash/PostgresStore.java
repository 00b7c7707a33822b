package drawbridge.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The kit's own PostgreSQL, which it stops and restarts on the same data. */
final class PostgresStore implements Store {

  private static final Duration START = Duration.ofMinutes(1);

  /** Logs errors about planned stops. */
  private static final Logger SILENCED = Logger.getLogger(EmbeddedPostgres.class.getPackageName());

  private final Path data;
  private final boolean careless;
  private EmbeddedPostgres server;

  /**
   * Creates an empty database and starts it.
   *
   * @param careless it acknowledges commits before they are written
   */
  PostgresStore(Path directory, boolean careless) throws IOException {
    SILENCED.setLevel(Level.OFF);
    data = directory.resolve("postgresql");
    this.careless = careless;
    server = builder().start();
  }

  /** Returns a builder with PostgreSQL's defaults. */
  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", careless ? "off" : "on")
        .setOutputRedirector(log())
        .setErrorRedirector(log())
        .setPGStartupWait(START);
  }

  private ProcessBuilder.Redirect log() {
    return ProcessBuilder.Redirect.appendTo(data.resolveSibling("postgresql.log").toFile());
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "DRAWBRIDGE_DATABASE_URL",
        "jdbc:postgresql://localhost:"
            + server.getPort()
            + "/postgres?connectTimeout=2&socketTimeout=10&tcpKeepAlive=true",
        "DRAWBRIDGE_DATABASE_USER",
        "postgres",
        "DRAWBRIDGE_DATABASE_PASSWORD",
        "postgres");
  }

  @Override
  public void fail(Outage outage) {
    String signal =
        switch (outage.kind()) {
          case STOP -> "-INT";
          case KILL -> "-QUIT";
          case SWITCH_OVER, FREEZE ->
              throw new IllegalArgumentException(outage + " that has no standby");
        };
    int port = server.getPort();
    try {
      stop(signal);
      server.close(); // frees the directory
      Waits.pass(outage.down());
      server = builder().setPort(port).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stops the server: by {@code INT} in order, or by {@code QUIT} as after a kill, with a recovery
   * at the next start.
   */
  private void stop(String signal) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    new ProcessBuilder("kill", signal, String.valueOf(pid)).start();
    Waits.until(() -> ProcessHandle.of(pid).isEmpty(), START);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
