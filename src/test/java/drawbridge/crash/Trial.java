package drawbridge.crash;

import java.io.IOException;
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
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Rounds of sending and killing; after each the house comes to rest and is audited. What is decided
 * by chance is decided by the seed, thread by thread; how the threads meet is not.
 */
final class Trial implements AutoCloseable {

  private static final int JOURNALS_READ = 200;
  private static final int LONGEST_OUTAGE_MILLIS = 3000;

  private final Options options;
  private final Consumer<String> out;
  private final Random random;
  private final Book book = new Book();
  private final Tally tally = new Tally();
  private final Set<String> findings = new TreeSet<>();
  private final House house;
  private final String name = "k" + Long.toString(System.currentTimeMillis(), 36);

  /**
   * A trial that has not begun.
   *
   * @param directory of the nodes' files and logs
   * @param out hears of each round
   */
  Trial(Options options, Path directory, Consumer<String> out) throws IOException {
    this.options = options;
    this.out = out;
    random = new Random(options.seed());
    house = new House(options, directory, chance());
  }

  /** Runs all rounds. */
  Report run() {
    house.open();
    for (int round = 1; round <= options.rounds(); round++) {
      round(round);
    }
    findings.addAll(book.faults());
    findings.addAll(tally.faults());
    findings.addAll(house.sink().faults());
    if (tally.kills() < options.rounds()) {
      findings.add("too few kills of ready nodes to mean anything: " + tally.kills());
    }
    List<String> lines = new ArrayList<>();
    lines.add(Tally.line("rounds", options.rounds()));
    lines.addAll(tally.lines());
    lines.addAll(Report.lines(book, house.sink().calls(), house.kills()));
    return new Report(List.copyOf(findings), lines);
  }

  private void round(int round) {
    Instant begin = Instant.now().minusSeconds(1);
    Set<String> before = book.acknowledged().keySet();
    play(round);
    Operator operator = new Operator(house.nodes().get(0));
    if (!operator.isQuiet()) {
      findings.add("round " + round + ": runs that do not end");
    }
    Map<String, String> acknowledged = new HashMap<>(book.acknowledged());
    acknowledged.keySet().removeAll(before);
    if (acknowledged.size() < options.least()) {
      findings.add("round " + round + ": too few acknowledged: " + acknowledged.size());
    }
    List<String> found = audit(operator, acknowledged, begin, prefix(round));
    findings.addAll(found);
    out.accept(
        String.format(
            "round %d: %d uids acknowledged, %d kills so far, %d findings",
            round, acknowledged.size(), tally.kills(), found.size()));
  }

  private List<String> audit(
      Operator operator, Map<String, String> acknowledged, Instant begin, String prefix) {
    List<Call> calls =
        house.sink().calls().stream().filter(call -> call.uid().startsWith(prefix)).toList();
    Map<String, String> verified = operator.verify(acknowledged.keySet());
    List<Seen> runs =
        operator.runs(begin, new Journals(calls)::isRead).stream()
            .filter(run -> run.uid().startsWith(prefix))
            .toList();
    return new Audit(acknowledged, verified, runs, calls).findings();
  }

  /** Sends as long as it strikes; all is ready and acknowledged when it returns. */
  private void play(int round) {
    AtomicBoolean over = new AtomicBoolean();
    List<CompletableFuture<Void>> senders = new ArrayList<>();
    for (int i = 0; i < options.senders(); i++) {
      Sender sender =
          new Sender(prefix(round) + i, chance(), house.nodes(), house.sink().address(), book);
      senders.add(begin(() -> sender.send(over::get)));
    }
    List<CompletableFuture<Void>> fates = strike(Duration.ofSeconds(options.seconds()));
    try {
      fates.forEach(CompletableFuture::join);
    } finally {
      over.set(true);
    }
    senders.forEach(CompletableFuture::join);
  }

  private List<CompletableFuture<Void>> strike(Duration between) {
    List<CompletableFuture<Void>> fates = new ArrayList<>();
    for (Node node : house.nodes()) {
      Fate fate = new Fate(node, chance(), tally);
      fates.add(begin(() -> fate.strike(options.strikes(), between)));
    }
    Random hers = chance();
    fates.add(begin(() -> strikeStore(hers, between.multipliedBy(options.strikes()))));
    return fates;
  }

  private void strikeStore(Random hers, Duration within) {
    Pace.pass(Duration.ofMillis(hers.nextInt((int) within.toMillis())));
    if (house.store().restart(hers, Duration.ofMillis(hers.nextInt(LONGEST_OUTAGE_MILLIS)))) {
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
    house.close();
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

    boolean isRead(String run) {
      return repeated.contains(run) || others++ < JOURNALS_READ;
    }
  }
}
