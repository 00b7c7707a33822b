package drawbridge.bench.report;

import java.util.List;

/** The charts of a store's results. */
final class Drawings {

  private Drawings() {}

  /** Returns entries a second, a bar for each case. */
  static String entries(StoreFigures store) {
    return Chart.bars(
        "Entries a second",
        store.cases().stream()
            .map(
                figures ->
                    new Chart.Bar(
                        figures.name(),
                        figures.entriesPerSecond(),
                        Numbers.whole(figures.entriesPerSecond())))
            .toList());
  }

  /** Returns latency by percentile, both axes logarithmic. */
  static String percentiles(StoreFigures store) {
    List<Chart.Line> lines =
        store.cases().stream()
            .map(
                figures ->
                    new Chart.Line(
                        figures.name(),
                        figures.latency().curve().stream()
                            .map(at -> new Chart.Line.Point(at.percentile(), at.millis()))
                            .toList()))
            .toList();
    return Chart.lines(
        "Latency by percentile",
        lines,
        at -> Math.min(1, -Math.log10(Math.max(1e-4, 1 - at / 100)) / 4),
        List.of(
            new Chart.Tick(0, "0"),
            new Chart.Tick(50, "50"),
            new Chart.Tick(90, "90"),
            new Chart.Tick(99, "99"),
            new Chart.Tick(99.9, "99.9"),
            new Chart.Tick(99.99, "99.99")),
        at -> Math.min(1, Math.max(0, Math.log10(Math.max(at, 0.1)) + 1) / 6),
        List.of(
            new Chart.Tick(0.1, "0.1"),
            new Chart.Tick(1, "1"),
            new Chart.Tick(10, "10"),
            new Chart.Tick(100, "100"),
            new Chart.Tick(1_000, "1,000"),
            new Chart.Tick(10_000, "10,000"),
            new Chart.Tick(100_000, "100,000")));
  }

  /** Returns the length of the queue by seconds. */
  static String depths(Backlog backlog) {
    double end = backlog.end();
    double most = Math.max(1, backlog.longest());
    List<Chart.Line.Point> points =
        backlog.depths().stream().map(at -> new Chart.Line.Point(at.seconds(), at.runs())).toList();
    return Chart.lines(
        "Queued runs, by seconds",
        List.of(new Chart.Line("queued runs, by seconds", points)),
        at -> at / end,
        Chart.steps(end, Numbers::whole),
        at -> at / most,
        Chart.steps(most, Numbers::whole));
  }
}
