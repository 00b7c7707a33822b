package drawbridge.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Rounds of sending and killing; after each the house comes to rest and is audited. What is decided
 * by chance is decided by the seed, thread by thread; how the threads meet is not.
 */
final class Trial implements AutoCloseable {

  /** The workflow whose runs are counted. */
  static final String WORKFLOW_NAME = "crash";

  /** Its task that calls the sink. */
  static final String CALL = "tell";

  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.1', namespace: drawbridge, name: crash, version: '1.0.0'}
      do:
        - begin:
            set: {mark: '{{runtime.mark}}'}
        - rounds:
            for: {each: round, in: '${ [0, 1] }'}
            do:
              - nap:
                  wait: {milliseconds: 400}
              - tell:
                  call: http
                  with:
                    method: POST
                    endpoint: ${ $context.runtime.sink }
                    headers: {Content-Type: application/json, X-Node: '{{secrets.node}}'}
                    body: {uid: '{{states.mark.value}}', round: '{{round}}'}
        - finish:
            set: {told: '{{states.mark.value}}'}
      """;

  private static final int JOURNALS_READ = 200;
  private static final int PORTS = 21_000;

  private final Options options;
  private final Consumer<String> out;
  private final Random random;
  private final Book book = new Book();
  private final Tally tally = new Tally();
  private final Set<String> findings = new HashSet<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Store store;
  private final Sink sink;
  private final String name = "k" + Long.toString(System.currentTimeMillis(), 36);

  /**
   * A house that is not started yet.
   *
   * @param directory of the nodes' files and logs
   * @param out hears of each round
   */
  Trial(Options options, Path directory, Consumer<String> out) throws IOException {
    this.options = options;
    this.out = out;
    random = new Random(options.seed());
    sink = new Sink(chance());
    store = Store.of(options.store(), directory);
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve(WORKFLOW_NAME + ".yaml"), WORKFLOW);
    Map<String, String> settings = new HashMap<>(store.settings());
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
    settings.put("DRAWBRIDGE_RUN_NODE_TIMEOUT", Fate.NODE_TIMEOUT.toString());
    for (int i = 1; i <= options.nodes(); i++) {
      nodes.add(new Node("n" + i, directory.resolve("n" + i), settings, PORTS + 1000 * i));
    }
  }

  /** Runs all rounds. */
  Report run() {
    for (Node node : nodes) {
      node.start();
      node.awaitReady();
    }
    for (int round = 1; round <= options.rounds(); round++) {
      round(round);
    }
    findings.addAll(book.faults());
    findings.addAll(tally.faults());
    findings.addAll(sink.faults());
    if (tally.kills() < options.rounds() * options.nodes()) {
      findings.add("too few kills to mean anything: " + tally.kills());
    }
    Map<String, Long> kills = new HashMap<>();
    nodes.forEach(node -> kills.putAll(node.kills()));
    List<String> lines = new ArrayList<>();
    lines.add(Tally.line("rounds", options.rounds()));
    lines.addAll(tally.lines());
    lines.addAll(Report.lines(book, sink.calls(), kills));
    return new Report(findings.stream().sorted().toList(), lines);
  }

  private void round(int round) {
    Instant begin = Instant.now().minusSeconds(1);
    Set<String> before = book.acknowledged().keySet();
    play(round);
    Operator operator = new Operator(nodes.get(0));
    if (!operator.isQuiet()) {
      findings.add("round " + round + ": runs that do not end");
    }
    Map<String, String> acknowledged = new HashMap<>(book.acknowledged());
    acknowledged.keySet().removeAll(before);
    if (acknowledged.size() < options.least()) {
      findings.add("round " + round + ": too few acknowledged: " + acknowledged.size());
    }
    List<Call> calls =
        sink.calls().stream().filter(call -> call.uid().startsWith(prefix(round))).toList();
    List<String> found =
        new Audit(
                acknowledged,
                operator.verify(acknowledged.keySet()),
                operator.runs(begin, new Journals(calls)::read),
                calls)
            .findings();
    findings.addAll(found);
    out.accept(
        String.format(
            "round %d: %d uids acknowledged, %d kills so far, %d findings",
            round, acknowledged.size(), tally.kills(), found.size()));
  }

  /** Sends as long as it strikes; all is ready and acknowledged when it returns. */
  private void play(int round) {
    AtomicBoolean over = new AtomicBoolean();
    Duration between = Duration.ofSeconds(options.seconds());
    List<CompletableFuture<Void>> senders = new ArrayList<>();
    for (int i = 0; i < options.senders(); i++) {
      Sender sender = new Sender(prefix(round) + i, chance(), nodes, sink.address(), book);
      senders.add(begin(() -> sender.send(over::get)));
    }
    List<CompletableFuture<Void>> fates = new ArrayList<>();
    for (Node node : nodes) {
      Fate fate = new Fate(node, chance(), tally);
      fates.add(begin(() -> fate.strike(options.strikes(), between)));
    }
    Random hers = chance();
    fates.add(begin(() -> strikeStore(hers, between.multipliedBy(options.strikes()))));
    try {
      fates.forEach(CompletableFuture::join);
    } finally {
      over.set(true);
    }
    senders.forEach(CompletableFuture::join);
  }

  private void strikeStore(Random hers, Duration within) {
    Pace.pass(Duration.ofMillis(hers.nextInt((int) within.toMillis())));
    if (store.restart(hers, Duration.ofMillis(hers.nextInt(3000)))) {
      tally.storeRestart();
    }
  }

  private static CompletableFuture<Void> begin(Runnable part) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                part.run();
                done.complete(null);
              } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private String prefix(int round) {
    return name + "-" + round + "-";
  }

  private Random chance() {
    return new Random(random.nextLong());
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    store.close();
    sink.close();
  }

  /** Which journals are read: of the runs whose calls were repeated, and of some others. */
  private static final class Journals {
    private final Set<String> repeated = new HashSet<>();
    private int others;

    Journals(List<Call> calls) {
      Set<String> keys = new HashSet<>();
      calls.stream()
          .filter(call -> !keys.add(call.key()))
          .forEach(call -> repeated.add(call.run()));
    }

    boolean read(String run) {
      return repeated.contains(run) || others++ < JOURNALS_READ;
    }
  }
}
