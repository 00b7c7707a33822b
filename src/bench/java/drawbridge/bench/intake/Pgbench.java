package drawbridge.bench.intake;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own benchmark, which inserts the rows of an accept into a database of its own: the
 * rate of the store alone.
 */
final class Pgbench {

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  private static final long NUMBERS_OF_A_ROUND = 1_000_000_000;

  private final Path command;
  private final Path script;
  private final int port;
  private final String database;
  private long round;

  private Pgbench(Path command, Path script, int port, String database) {
    this.command = command;
    this.script = script;
    this.port = port;
    this.database = database;
  }

  /**
   * Returns {@code pgbench} of the {@code PATH}; empty when it is missing (Debian: {@code apt
   * install postgresql-contrib}).
   *
   * @param directory for its script
   * @param database with Drawbridge's tables and without a server
   */
  static Optional<Pgbench> find(Path directory, int port, String database) throws IOException {
    Optional<Path> command =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "pgbench"))
            .filter(Files::isExecutable)
            .findFirst();
    Path script = directory.resolve("accept.pgbench");
    try (InputStream in = Pgbench.class.getResourceAsStream("/bench/accept.pgbench")) {
      Files.copy(Objects.requireNonNull(in, "the script"), script);
    }
    return command.map(found -> new Pgbench(found, script, port, database));
  }

  /** Returns transactions a second, each with this many entries. */
  double perSecond(int seconds, int clients, int entries) throws IOException {
    round++;
    List<String> line =
        List.of(
            command.toString(),
            "--no-vacuum",
            "--protocol=prepared",
            "--client=" + clients,
            "--jobs=2",
            "--time=" + seconds,
            "--define=count=0",
            "--define=begin=" + round * NUMBERS_OF_A_ROUND,
            "--define=entries=" + entries,
            "--file=" + script,
            "--host=localhost",
            "--port=" + port,
            "--username=postgres",
            database);
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(said);
    if (!rate.find() || !said.contains("number of failed transactions: 0 ")) {
      throw new IllegalStateException(said);
    }
    return Double.parseDouble(rate.group(1));
  }
}
