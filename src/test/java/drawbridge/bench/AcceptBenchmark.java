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
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/**
 * Accepts beside an echo of the same body, on one server in one run. The workflow sets one value;
 * its runs are executed by the same process while the measure is taken.
 *
 * <p>Arguments: seconds of each measure (10), rounds (3), senders (8). Batches are measured for a
 * third of the time: each second of them leaves thousands of runs to be worked off.
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
    for (int i = 0; i < args.length; i++) {
      numbers[i] = Integer.parseInt(args[i]);
    }
    new AcceptBenchmark(numbers[0], numbers[1], numbers[2]).run();
  }

  private void run() throws IOException {
    Path directory = Files.createTempDirectory("drawbridge-bench");
    Files.writeString(
        Files.createDirectory(directory.resolve("workflows")).resolve("bench.yaml"), WORKFLOW);
    Path echo = EchoWar.write(directory);
    Map<String, String> settings = Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", "workflows");
    try (Server server = Server.start(directory, settings, "--deploy", echo.toString())) {
      Awaitility.await("the echo is deployed")
          .atMost(Duration.ofMinutes(1))
          .until(() -> server.statusOf("/echo/api/echo") == 405);
      measure(server, "single", AcceptBenchmark::single, 1, seconds);
      measure(server, "batch of 100", AcceptBenchmark::batch, 100, Math.max(1, seconds / 3));
    }
  }

  private void measure(
      Server server, String what, LongFunction<String> body, int entries, int length) {
    Load echo = new Load(server.base().resolve("/echo/api/echo"), List.of(), senders);
    Load accept =
        new Load(
            server.base().resolve("/api/inbound/default"),
            List.of("Inbound-Webhook-Secret: " + Server.SECRET),
            senders);
    echo.run(length * 2, body);
    accept.run(length * 2, body);
    settle(server);
    List<Load.Figures> echoes = new ArrayList<>();
    List<Load.Figures> accepts = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      echoes.add(echo.run(length, body));
      accepts.add(accept.run(length, body));
      settle(server);
    }
    print(what + ", echo", echoes, entries);
    print(what + ", accept", accepts, entries);
    System.out.printf("%-24s %10.2f%n", "accept / echo", median(accepts) / median(echoes));
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

  private static double median(List<Load.Figures> figures) {
    return figures.stream()
        .mapToDouble(Load.Figures::perSecond)
        .sorted()
        .skip(figures.size() / 2)
        .findFirst()
        .orElseThrow();
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
