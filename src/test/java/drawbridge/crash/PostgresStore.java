package drawbridge.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** A PostgreSQL of the kit's own, which it takes down and brings back on the same data. */
final class PostgresStore implements Store {

  private static final Duration START = Duration.ofMinutes(1);

  private final Path data;
  private EmbeddedPostgres server;

  PostgresStore(Path directory) throws IOException {
    data = directory.resolve("postgresql");
    server = builder().start();
  }

  /** A commit is on its way to the disk before it is answered: what an operator has by default. */
  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on")
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
        "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
        "DRAWBRIDGE_DATABASE_USER",
        "postgres",
        "DRAWBRIDGE_DATABASE_PASSWORD",
        "postgres");
  }

  @Override
  public boolean restart(Random random, Duration down) {
    int port = server.getPort();
    try {
      stop(random.nextBoolean() ? "-QUIT" : "-INT");
      server.close(); // frees the directory
      Pace.pass(down);
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
    Pace.until(() -> ProcessHandle.of(pid).isEmpty(), START);
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
