package drawbridge.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL of Debian's package {@code postgresql}, with the backup tools that the embedded one
 * lacks.
 */
final class DebianPostgres implements AutoCloseable {

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String PASSWORD = "choose-one";

  private final Path tools;
  private final Path directory;
  private final int port;
  private Path data;

  /**
   * Starts a server with the role and the database of {@code server-config/postgresql.md}; skips
   * the test when it is not installed.
   */
  DebianPostgres() throws IOException {
    Optional<Path> installed = installed();
    if (installed.isEmpty()) {
      System.out.println("skipped: Debian's package postgresql is not installed");
    }
    assumeTrue(installed.isPresent(), "Debian's package postgresql is not installed");
    tools = installed.orElseThrow();
    directory = Files.createTempDirectory("drawbridge-postgresql");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    if (isRoot()) {
      Shell.run("chown postgres .", directory, Map.of());
    }
    asOwner("initdb -D data -U postgres --auth=trust --encoding=UTF8 --locale=C", Map.of());
    data = directory.resolve("data");
    start(data);
    sql("create role drawbridge login password '" + PASSWORD + "'");
    sql("create database drawbridge owner drawbridge encoding 'UTF8' template template0");
    sql("alter role drawbridge set idle_in_transaction_session_timeout = '15s'");
  }

  private static Optional<Path> installed() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  /** Executes a statement as a superuser. */
  void sql(String statement) {
    Map<String, String> variables = Map.of("STATEMENT", statement, "PGUSER", "postgres");
    run("$TOOLS/psql -v ON_ERROR_STOP=1 -d postgres -c \"$STATEMENT\"", variables);
  }

  /** Runs a command as the owner of the database, with the tools of the server's version. */
  void run(String command, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(variables());
    variables.putAll(more);
    Shell.run("PATH=$TOOLS:$PATH; " + command, directory, variables);
  }

  private Map<String, String> variables() {
    return Map.of(
        "TOOLS",
        tools.toString(),
        "PORT",
        String.valueOf(port),
        "PGHOST",
        "localhost",
        "PGPORT",
        String.valueOf(port),
        "PGUSER",
        "drawbridge",
        "PGPASSWORD",
        PASSWORD);
  }

  /** Returns the settings of a node on this database. */
  Map<String, String> settings(String database) {
    return Map.of(
        "DRAWBRIDGE_DATABASE_URL",
        "jdbc:postgresql://localhost:" + port + "/" + database,
        "DRAWBRIDGE_DATABASE_USER",
        "drawbridge",
        "DRAWBRIDGE_DATABASE_PASSWORD",
        PASSWORD);
  }

  /** Stops the server as a crash does, and starts it on the data of this directory. */
  void restartOn(Path other) {
    stop();
    start(other);
  }

  /** Stops the server in order, and starts it with its present settings. */
  void restart() {
    asOwner("pg_ctl -D \"$DATA\" -m fast -w stop", Map.of("DATA", data.toString()));
    start(data);
  }

  private void start(Path in) {
    data = in;
    asOwner(
        "pg_ctl -D \"$DATA\" -l log -w -o \"-p $PORT -k $PWD\" start",
        Map.of("DATA", data.toString()));
  }

  private void stop() {
    asOwner("pg_ctl -D \"$DATA\" -m immediate stop", Map.of("DATA", data.toString()));
  }

  /** Returns a directory of the account of PostgreSQL, the only one that it may write. */
  Path directory(String name) {
    asOwner("mkdir -p \"$NAME\"", Map.of("NAME", name));
    return directory.resolve(name);
  }

  /** Runs a command as the account and superuser of PostgreSQL, which refuses to run as root. */
  void asOwner(String command, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(variables());
    variables.put("PGUSER", "postgres");
    variables.put("COMMAND", "set -e; PATH=$TOOLS:$PATH; " + command);
    variables.putAll(more);
    String shell = isRoot() ? "runuser -u postgres -- bash -c \"$COMMAND\"" : "eval \"$COMMAND\"";
    Shell.run("(" + shell + ") > said 2>&1 || { cat said; exit 1; }", directory, variables);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  @Override
  public void close() {
    stop();
    Shell.run("rm -r " + directory, Path.of("/"), Map.of());
  }
}
