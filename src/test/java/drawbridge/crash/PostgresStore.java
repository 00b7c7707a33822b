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

/** A PostgreSQL of the kit's own, which it takes down and brings back on the same data. */
final class PostgresStore implements Store {

  private static final Duration START = Duration.ofMinutes(1);

  /** It would complain of a server that was taken away on purpose. */
  private static final Logger SILENCED = Logger.getLogger(EmbeddedPostgres.class.getPackageName());

  private final Path data;
  private final boolean careless;
  private EmbeddedPostgres server;

  /**
   * An empty one, which runs when this returns.
   *
   * @param careless it answers a commit before that is on its way to the disk
   */
  PostgresStore(Path directory, boolean careless) throws IOException {
    SILENCED.setLevel(Level.OFF);
    data = directory.resolve("postgresql");
    this.careless = careless;
    server = builder().start();
  }

  /** As an operator has it, who changes nothing. */
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
  public boolean restart(boolean hard, Duration down) {
    int port = server.getPort();
    try {
      stop(hard ? "-QUIT" : "-INT");
      server.close(); // frees the directory
      Waits.pass(down);
      server = builder().setPort(port).start();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends it: by {@code INT} in order, by {@code QUIT} at once, as if it had been killed; then it
   * recovers from its log at the next start.
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
