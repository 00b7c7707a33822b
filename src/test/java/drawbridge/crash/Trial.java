package drawbridge.crash;

import drawbridge.system.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs rounds of sending and striking. After each the cluster comes to rest and the round is
 * audited; after the last all rounds are audited together. The seed decides all random choices but
 * not the timing of threads.
 */
final class Trial implements AutoCloseable {

  private static final int JOURNALS_READ = 100;

  private final Options options;
  private final Consumer<String> out;
  private final Random random;
  private final Book book = new Book();
  private final Tally tally = new Tally();
  private final Set<String> findings = new TreeSet<>();
  private final Optional<ClockStriker> clock;
  private final Cluster cluster;
  private final String name = "k" + Long.toString(System.currentTimeMillis(), 36) + "-";
  private final Instant begin = Instant.now().minusSeconds(1);

  /**
   * Makes a trial.
   *
   * @param directory of the nodes' files and logs
   * @param out receives a line for each round
   */
  Trial(Options options, Path directory, Consumer<String> out) throws IOException {
    this.options = options;
    this.out = out;
    random = new Random(options.seed());
    clock = FakeClock.find().map(it -> new ClockStriker(it, options.store().isFile(), tally));
    cluster = new Cluster(options, directory, chance());
  }

  /** Runs all rounds. */
  Report run() {
    cluster.open();
    Duration sending = Duration.ZERO;
    for (int round = 1; round <= options.rounds(); round++) {
      sending = sending.plus(round(round));
    }
    findings.addAll(audit(begin, "", book.acknowledged(), run -> false));
    findings.addAll(book.faults());
    findings.addAll(tally.faults());
    findings.addAll(cluster.sink().faults());
    if (tally.kills() < options.rounds()) {
      findings.add("too few kills of ready nodes to mean anything: " + tally.kills());
    }
    List<String> lines = new ArrayList<>();
    lines.add(Tally.line("seed", options.seed()));
    lines.add(Tally.line("rounds", options.rounds()));
    lines.addAll(tally.lines());
    lines.addAll(Report.lines(book, sending));
    lines.addAll(Report.lines(cluster.sink().calls(), tally.deaths()));
    lines.add(Tally.line("findings", findings.size()));
    return new Report(List.copyOf(findings), tally, lines);
  }

  /** Runs and audits a round; returns how long it sent. */
  private Duration round(int number) {
    Instant since = Instant.now().minusSeconds(1);
    String prefix = name + number + "-";
    Set<String> before = book.acknowledged().keySet();
    Plan plan = Plan.of(chance(), options);
    List<Random> chances = Stream.generate(this::chance).limit(options.senders()).toList();
    Duration sending =
        new Round(cluster, plan, book, tally, clock).play(prefix, chances, options.least());
    Map<String, String> acknowledged = new HashMap<>(book.acknowledged());
    acknowledged.keySet().removeAll(before);
    Set<String> found = new TreeSet<>();
    if (!new Operator(cluster.nodes().get(0)).seesThemEnd(since)) {
      found.add("round " + number + ": runs that do not end");
    }
    if (acknowledged.size() < options.least()) {
      found.add("round " + number + ": too few acknowledged: " + acknowledged.size());
    }
    Predicate<String> inDepth = new Journals(calls(prefix))::isRead;
    found.addAll(audit(since, prefix, acknowledged, inDepth));
    findings.addAll(found);
    tell(number, plan, acknowledged.size(), since, found.size());
    return sending;
  }

  private void tell(int number, Plan plan, int acknowledged, Instant since, int found) {
    List<Long> takeOvers = Recoveries.of(calls(name + number + "-"), tally.deaths()).takeOvers();
    String slowest =
        takeOvers.isEmpty()
            ? ""
            : ", taken over within " + Report.seconds(takeOvers.get(takeOvers.size() - 1));
    out.accept(
        String.format(
            "round %d: %s: %d uids acknowledged%s, %s, %d findings",
            number,
            plan,
            acknowledged,
            slowest,
            Report.seconds(Duration.between(since, Instant.now()).toMillis()),
            found));
  }

  /**
   * Compares replies, ledger and calls.
   *
   * @param prefix of the uids; an empty one includes every run and call
   */
  private List<String> audit(
      Instant since, String prefix, Map<String, String> acknowledged, Predicate<String> inDepth) {
    Operator operator = new Operator(cluster.nodes().get(0));
    Map<String, String> verified = operator.verify(acknowledged.keySet());
    List<Seen> runs =
        operator.runs(since, inDepth).stream().filter(run -> run.uid().startsWith(prefix)).toList();
    Set<String> ids = runs.stream().map(Seen::id).collect(Collectors.toSet());
    List<Call> calls =
        cluster.sink().calls().stream()
            .filter(call -> call.uid().startsWith(prefix) || ids.contains(call.run()))
            .toList();
    return new Audit(acknowledged, verified, runs, calls).findings();
  }

  private List<Call> calls(String prefix) {
    return cluster.sink().calls().stream().filter(call -> call.uid().startsWith(prefix)).toList();
  }

  private Random chance() {
    return new Random(random.nextLong());
  }

  @Override
  public void close() {
    cluster.close();
  }

  /** Selects the journals to read: of runs with repeated calls, and of some others. */
  private static final class Journals {
    private final Set<String> repeated = new HashSet<>();
    private int others;

    Journals(List<Call> calls) {
      Set<String> keys = new HashSet<>();
      calls.stream()
          .filter(call -> !keys.add(call.key()))
          .forEach(call -> repeated.add(call.run()));
    }

    boolean isRead(String run) {
      return repeated.contains(run) || others++ < JOURNALS_READ;
    }
  }
}
