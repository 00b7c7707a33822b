package drawbridge.bench.nodes;

/**
 * The most that 1 to 64 nodes take on one PostgreSQL while 99 of 100 replies come within 25 ms and
 * runs end as fast as they come. Arguments: {@link Costs}, as {@code name=milliseconds}.
 */
public final class NodesSimulation {

  private static final double GOOD = 25;
  private static final double SECONDS = 10;
  private static final double KEEPS_UP = 0.99;
  private static final int STEPS = 12;

  /** Of short runs, measured: src/docs/benchmarks.md says when and how, and those of others. */
  private static final Costs MEASURED = new Costs(1, 0.33, 0, 1.0, 0.08, 0.9, 0.32, 0.2, 4);

  private NodesSimulation() {}

  public static void main(String[] arguments) {
    Costs costs = Costs.of(MEASURED, arguments);
    System.out.println(costs);
    System.out.println("| store's processors | nodes | requests/s | nodes busy | store busy |");
    System.out.println("|---|---|---|---|---|");
    for (int processors : new int[] {2, 8, 32}) {
      for (int nodes = 1; nodes <= 64; nodes *= 2) {
        tell(costs, nodes, processors);
      }
    }
  }

  private static void tell(Costs costs, int nodes, int processors) {
    double low = 0;
    double high = nodes * 8_000.0;
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      House.Seen seen = new House(costs, nodes, processors).load(middle, SECONDS);
      boolean isGood = seen.p99() <= GOOD && seen.ended() >= KEEPS_UP * middle;
      low = isGood ? middle : low;
      high = isGood ? high : middle;
    }
    House.Seen seen = new House(costs, nodes, processors).load(low, SECONDS);
    System.out.printf(
        "| %d | %d | %,.0f | %.0f %% | %.0f %% |%n",
        processors, nodes, low, 100 * seen.ofNodes(), 100 * seen.ofStore());
  }
}
