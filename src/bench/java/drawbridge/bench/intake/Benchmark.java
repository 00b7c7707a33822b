package drawbridge.bench.intake;

import drawbridge.bench.EchoWar;
import drawbridge.bench.micro.Micro;
import drawbridge.bench.report.Backlog;
import drawbridge.bench.report.CaseFigures;
import drawbridge.bench.report.Machine;
import drawbridge.bench.report.MicroFigures;
import drawbridge.bench.report.Report;
import drawbridge.bench.report.StoreFigures;
import drawbridge.system.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * Runs all measurements on one or both stores and writes the report. Arguments: the form ({@code
 * quick}, {@code default}, {@code long}), the directory of the report, and {@code h2}, {@code
 * postgresql} or both, separated by a comma.
 */
final class Benchmark {

  private final Form form;
  private final Workflows workflows;

  private Benchmark(Form form, Workflows workflows) {
    this.form = form;
    this.workflows = workflows;
  }

  public static void main(String[] args) throws IOException, SQLException {
    Form form = Form.of(args[0]);
    List<String> stores = List.of(args[2].split(","));
    if (!List.of("h2", "postgresql").containsAll(stores)) {
      throw new IllegalArgumentException("stores must be h2, postgresql or both, not " + args[2]);
    }
    Machine machine = Machine.here();
    List<MicroFigures> micro = Micro.measure(form.micro(), form.iterations(), form.forks());
    List<StoreFigures> figures = new ArrayList<>();
    try (Workflows workflows = new Workflows()) {
      Benchmark benchmark = new Benchmark(form, workflows);
      for (String store : stores) {
        figures.add(benchmark.on(store));
      }
    }
    new Report(form.name(), machine, figures, micro).write(Path.of(args[1]));
  }

  private StoreFigures on(String store) throws IOException, SQLException {
    Path directory = Files.createTempDirectory("drawbridge-bench");
    if (store.equals("h2")) {
      return on("H2 file", directory, new Database.File(directory));
    }
    try (Database postgresql = Database.Postgresql.start(directory)) {
      return on("PostgreSQL", directory, postgresql);
    }
  }

  private StoreFigures on(String store, Path directory, Database database)
      throws IOException, SQLException {
    workflows.write(directory);
    Path echo = EchoWar.write(directory);
    Optional<Pgbench> pgbench = database.pgbench();
    List<CaseFigures> cases = new ArrayList<>();
    Backlog backlog;
    List<String> flags;
    try (Server server = start(directory, database, echo);
        Inside inside = new Inside(server)) {
      flags = inside.flags();
      Rounds rounds = new Rounds(server, inside, form, pgbench);
      rounds.warmUp();
      server.post(Case.known());
      for (Case kind : Case.all()) {
        cases.add(printed(store, rounds.measure(kind)));
      }
      double limit = cases.get(Case.all().indexOf(Case.UNIQUE)).perSecond();
      backlog = new Sustained(rounds, inside).measure(limit, form.backlog());
    }
    Uids.load(database.store(), form.uids());
    try (Server server = start(directory, database, echo);
        Inside inside = new Inside(server)) {
      Rounds rounds = new Rounds(server, inside, form, Optional.empty());
      rounds.warmUp();
      cases.add(printed(store, rounds.measure(Case.uniqueBeside(form.uids()))));
    }
    return new StoreFigures(store, flags, cases, backlog);
  }

  private static Server start(Path directory, Database database, Path echo) throws IOException {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", "workflows");
    Server server = Server.startToMeasure(directory, settings, "--deploy", echo.toString());
    Awaitility.await("the echo is deployed")
        .atMost(Duration.ofMinutes(1))
        .until(() -> server.statusOf("/echo/api/echo") == 405);
    return server;
  }

  private static CaseFigures printed(String store, CaseFigures figures) {
    System.out.printf(
        "%-10s %-46s %,9.1f requests/s %6.3f of the echo, p99 %,8.1f ms (echo %,.1f)%n",
        store,
        figures.name(),
        figures.perSecond(),
        figures.ofEcho(),
        figures.latency().p99(),
        figures.echoLatency().p99());
    return figures;
  }
}
