package drawbridge.bench.nodes;

import java.util.Random;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Nodes of two processors each and one store, under requests that come at random times. */
final class House {

  private static final int OF_NODE = 2;
  private static final int LARGEST = 1_000;
  private static final double SECOND = 1_000;

  private final Agenda agenda = new Agenda();
  private final Random random = new Random(42);
  private final Costs costs;
  private final Processors store;
  private final Groups log;
  private final Node[] nodes;
  private final Histogram replies = new Histogram(3);
  private long ended;

  House(Costs costs, int nodes, int storeProcessors) {
    this.costs = costs;
    store = new Processors(agenda, storeProcessors);
    log = new Groups(Integer.MAX_VALUE, (size, done) -> agenda.in(costs.flush(), done));
    this.nodes = IntStream.range(0, nodes).mapToObj(i -> new Node()).toArray(Node[]::new);
  }

  /** One group of accepts and one of ends at a time. */
  private final class Node {
    private final Processors own = new Processors(agenda, OF_NODE);
    private final Groups accepting = new Groups(LARGEST, this::transaction);
    private final Groups ending = new Groups(LARGEST, this::transaction);

    private void transaction(int size, Runnable done) {
      own.work(
          costs.transaction(),
          () ->
              agenda.in(
                  costs.roundTrip() * costs.roundTrips(),
                  () ->
                      store.work(
                          costs.storeTransaction() + size * costs.storeRow(),
                          () -> log.enter(done))));
    }

    private void end() {
      if (costs.transactions() == 1) {
        ended++;
      } else {
        own.work(costs.execute(), () -> ending.enter(() -> ended++));
      }
    }

    void request() {
      double came = agenda.now();
      own.work(
          costs.accept(),
          () ->
              accepting.enter(
                  () -> {
                    replies.recordValue(Math.round((agenda.now() - came) * SECOND));
                    end();
                  }));
    }
  }

  /** What was seen in that time: of the whole house, or of its nodes' middle. */
  record Seen(double p99, double ended, double ofNodes, double ofStore) {}

  Seen load(double perSecond, double seconds) {
    next(SECOND / perSecond);
    agenda.until(seconds * SECOND);
    double ofNodes =
        IntStream.range(0, nodes.length).mapToDouble(i -> nodes[i].own.share()).average().orElse(0);
    return new Seen(
        replies.getValueAtPercentile(99) / SECOND, ended / seconds, ofNodes, store.share());
  }

  private void next(double mean) {
    agenda.in(
        -Math.log(1 - random.nextDouble()) * mean,
        () -> {
          nodes[random.nextInt(nodes.length)].request();
          next(mean);
        });
  }
}
