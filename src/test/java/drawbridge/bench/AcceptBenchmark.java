package drawbridge.bench;

import drawbridge.contract.Wire;
import drawbridge.contract.WireOverHttp;
import drawbridge.system.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/**
 * Accepts beside an echo of the same body, and on PostgreSQL beside {@code pgbench} with the same
 * rows, on one server in one run. The workflow sets one value; its runs are executed by the same
 * process while the measure is taken.
 *
 * <p>Arguments: seconds of each measure (10), rounds (3), senders (8), and {@code postgresql} for
 * that instead of the H2 file. Batches are measured for a third of the time: each second of them
 * leaves thousands of runs to be worked off.
 */
final class AcceptBenchmark {

  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.1', namespace: bench, name: bench, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: 'Hello, {{runtime.name}}!'}
      """;

  private final int seconds;
  private final int rounds;
  private final int senders;

  private AcceptBenchmark(int seconds, int rounds, int senders) {
    this.seconds = seconds;
    this.rounds = rounds;
    this.senders = senders;
  }

  public static void main(String[] args) throws IOException {
    int[] numbers = {10, 3, 8};
    List<String> said = new ArrayList<>(List.of(args));
    boolean postgresql = said.remove("postgresql");
    for (int i = 0; i < said.size(); i++) {
      numbers[i] = Integer.parseInt(said.get(i));
    }
    Path directory = Files.createTempDirectory("drawbridge-bench");
    try (Database database =
        postgresql ? Database.Postgresql.start(directory) : new Database.File()) {
      new AcceptBenchmark(numbers[0], numbers[1], numbers[2]).run(directory, database);
    }
  }

  private void run(Path directory, Database database) throws IOException {
    Files.writeString(
        Files.createDirectory(directory.resolve("workflows")).resolve("bench.yaml"), WORKFLOW);
    Path echo = EchoWar.write(directory);
    Optional<Pgbench> rival = database.rival();
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", "workflows");
    try (Server server = Server.startToMeasure(directory, settings, "--deploy", echo.toString())) {
      Awaitility.await("the echo is deployed")
          .atMost(Duration.ofMinutes(1))
          .until(() -> server.statusOf("/echo/api/echo") == 405);
      Kind single = new Kind("single", AcceptBenchmark::single, 1, seconds);
      measure(server, single, rival);
      Kind batch = new Kind("batch of 100", AcceptBenchmark::batch, 100, Math.max(1, seconds / 3));
      measure(server, batch, rival);
    }
  }

  /**
   * Requests of one form.
   *
   * @param body by a number that is never used twice
   * @param length of each measure, in seconds
   */
  private record Kind(String name, LongFunction<String> body, int entries, int length) {}

  private void measure(Server server, Kind kind, Optional<Pgbench> rival) throws IOException {
    Load echo = new Load(server.base().resolve("/echo/api/echo"), List.of(), senders);
    Load accept =
        new Load(
            server.base().resolve("/api/inbound/default"),
            List.of("Inbound-Webhook-Secret: " + Server.SECRET),
            senders);
    echo.run(kind.length() * 2, kind.body());
    accept.run(kind.length() * 2, kind.body());
    settle(server);
    List<Load.Figures> echoes = new ArrayList<>();
    List<Load.Figures> accepts = new ArrayList<>();
    List<Double> inserts = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      echoes.add(echo.run(kind.length(), kind.body()));
      accepts.add(accept.run(kind.length(), kind.body()));
      settle(server);
      if (rival.isPresent()) {
        inserts.add(rival.get().perSecond(kind.length(), senders, kind.entries()));
      }
    }
    print(kind.name() + ", echo", echoes, kind.entries());
    print(kind.name() + ", accept", accepts, kind.entries());
    double accepted = median(rates(accepts));
    System.out.printf("%-24s %10.3f%n", "accept / echo", accepted / median(rates(echoes)));
    if (!inserts.isEmpty()) {
      double inserted = median(inserts);
      System.out.printf(
          "%-24s %,10.0f requests/s %,10.0f entries/s%n",
          kind.name() + ", pgbench", inserted, inserted * kind.entries());
      System.out.printf("%-24s %10.3f%n", "accept / pgbench", accepted / inserted);
    }
  }

  /**
   * Runs that wait for their turn would be paid for by the next measure. They are taken in the
   * order of their coming: when the last one has ended, all have been begun.
   */
  private static void settle(Server server) {
    Wire.Request last =
        new Wire.Request(
            "POST",
            "/api/inbound/default",
            Map.of(
                "Inbound-Webhook-Secret", Server.SECRET,
                "Content-Type", "application/json",
                "Prefer", "wait=30"),
            "{\"workflow\":\"bench\",\"name\":\"last\"}",
            StandardCharsets.UTF_8);
    Wire wire = new WireOverHttp(server.base());
    Awaitility.await("the runs are worked off")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> wire.send(last).body().contains("runStatus"));
  }

  private static void print(String what, List<Load.Figures> figures, int entries) {
    Load.Figures middle =
        figures.stream()
            .sorted(Comparator.comparingDouble(Load.Figures::perSecond))
            .toList()
            .get(figures.size() / 2);
    System.out.printf(
        "%-24s %,10.0f requests/s %,10.0f entries/s   p50 %7.2f ms   p99 %7.2f ms%n",
        what,
        middle.perSecond(),
        middle.perSecond() * entries,
        middle.millisAt(0.5),
        middle.millisAt(0.99));
  }

  private static List<Double> rates(List<Load.Figures> figures) {
    return figures.stream().map(Load.Figures::perSecond).toList();
  }

  private static double median(List<Double> rates) {
    return rates.stream().sorted().toList().get(rates.size() / 2);
  }

  private static String single(long number) {
    return "{\"workflow\":\"bench\",\"uid\":\""
        + Long.toUnsignedString(number, 36)
        + "\",\"name\":\"Ada\"}";
  }

  private static String batch(long number) {
    return LongStream.range(0, 100)
        .mapToObj(
            i ->
                "{\"uid\":\""
                    + Long.toUnsignedString(number, 36)
                    + "-"
                    + i
                    + "\",\"name\":\"Ada\"}")
        .collect(Collectors.joining(",", "{\"workflow\":\"bench\",\"batch\":[", "]}"));
  }
}
