package drawbridge.bench;

import drawbridge.fixture.PastRuns;
import drawbridge.fixture.Stores;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.control.Claims;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.platform.Age;
import drawbridge.platform.store.Purge;
import drawbridge.run.control.OldRuns;
import drawbridge.run.control.OldSteps;
import drawbridge.workspace.control.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Measures the speed of retention and the duration of its transactions: batches of 500 without
 * rests, on a PostgreSQL with its defaults and on an H2 file with the product's options.
 */
final class RetentionBenchmark {

  private static final int ROWS = 500;
  private static final int STEPS_EACH = 3;

  private RetentionBenchmark() {}

  /** Arguments: number of runs. */
  public static void main(String[] arguments) throws IOException, SQLException {
    int runs = arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0]);
    System.out.printf(
        Locale.ROOT,
        "%-12s %-6s %8s %8s %9s %8s %8s %8s%n",
        "",
        "",
        "rows",
        "batches",
        "rows/s",
        "p50 ms",
        "p99 ms",
        "max ms");
    measure("postgresql", Stores.postgresql(), runs);
    Path directory = Files.createTempDirectory("retention");
    measure("h2 file", h2(directory), runs);
    System.exit(0);
  }

  private static DataSource h2(Path directory) {
    return JdbcConnectionPool.create(
        "jdbc:h2:file:"
            + directory.resolve("drawbridge")
            + ";MODE=PostgreSQL;WRITE_DELAY=0;LOCK_TIMEOUT=10000",
        "sa",
        "");
  }

  private static void measure(String name, DataSource store, int runs) throws SQLException {
    try (TestContainer container =
        new TestContainer(store)
            .with(Clock.class, Clock.systemUTC())
            .with(
                InboundSettings.class,
                new InboundSettings(RequestLimits.DEFAULT, Duration.ofDays(30), Age.FOREVER))) {
      String workspace =
          container.get(Workspaces.class).create("default", "a secret").orElseThrow().id();
      Instant until = Instant.now().minus(Duration.ofDays(90));
      new PastRuns(store, workspace).runs(runs, STEPS_EACH, until.minus(Duration.ofDays(1)));
      new PastRuns(store, workspace).runs(runs / 10, STEPS_EACH, Instant.now());
      analyze(store);
      measure(name, "steps", container.get(OldSteps.class)::remove, until);
      measure(name, "runs", container.get(OldRuns.class)::remove, until);
      measure(name, "uids", container.get(Claims.class)::removeOld, until);
    }
  }

  private static void analyze(DataSource store) throws SQLException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("analyze");
    }
  }

  private static void measure(String name, String what, Purge.Batches batches, Instant until) {
    LongStream.Builder lengths = LongStream.builder();
    long removed = 0;
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      long begun = System.nanoTime();
      Purge.Batch batch = batches.remove(until, next.get(), ROWS);
      lengths.add(System.nanoTime() - begun);
      removed += batch.removed();
      next = batch.next();
    }
    print(name, what, removed, lengths.build().sorted().toArray());
  }

  private static void print(String name, String what, long removed, long[] lengths) {
    double seconds = Arrays.stream(lengths).sum() / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-12s %-6s %8d %8d %9.0f %8.1f %8.1f %8.1f%n",
        name,
        what,
        removed,
        lengths.length,
        removed / seconds,
        lengths[lengths.length / 2] / 1e6,
        lengths[lengths.length * 99 / 100] / 1e6,
        lengths[lengths.length - 1] / 1e6);
  }
}
