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
 * A PostgreSQL of Debian's package {@code postgresql}, whose tools for backups are of its own
 * version. The one that other tests start has none.
 */
final class DebianPostgres implements AutoCloseable {

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String PASSWORD = "choose-one";

  private final Path tools;
  private final Path directory;
  private final int port;
  private Path data;

  /**
   * Starts one, with the role and the database that {@code server-config/postgresql.md} tells of;
   * skips the test, and says so, where it is not installed.
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

  /** As a superuser. */
  void sql(String statement) {
    Map<String, String> variables = Map.of("STATEMENT", statement, "PGUSER", "postgres");
    run("$TOOLS/psql -v ON_ERROR_STOP=1 -d postgres -c \"$STATEMENT\"", variables);
  }

  /** As the role that owns the database, with the tools of the server's version first. */
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

  /** What a node is told that works on this database. */
  Map<String, String> settings(String database) {
    return Map.of(
        "DRAWBRIDGE_DATABASE_URL",
        "jdbc:postgresql://localhost:" + port + "/" + database,
        "DRAWBRIDGE_DATABASE_USER",
        "drawbridge",
        "DRAWBRIDGE_DATABASE_PASSWORD",
        PASSWORD);
  }

  /** Ends as a crash would, and starts again on what is in this directory. */
  void restartOn(Path other) {
    stop();
    start(other);
  }

  /** Ends as after an administrator's word, and starts again with the settings of now. */
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

  /** A directory of the account that PostgreSQL runs as, which may write nowhere else. */
  Path directory(String name) {
    asOwner("mkdir -p \"$NAME\"", Map.of("NAME", name));
    return directory.resolve(name);
  }

  /** As the account that PostgreSQL runs as, and its superuser: PostgreSQL refuses to be root's. */
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
