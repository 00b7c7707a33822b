package drawbridge.bench.report;

import java.util.ArrayList;
import java.util.List;

/** The report as a self-contained page. */
final class Page {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Drawbridge: benchmark</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
      h1 { font-size: 1.6rem } h2 { margin-top: 2.5rem; border-bottom: 1px solid #ddd } h3 { margin-bottom: .3rem }
      div { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
      th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid #eee; white-space: nowrap }
      th:first-child, td:first-child { text-align: left; padding-left: 0 } th { font-weight: 600; vertical-align: bottom }
      svg { width: 100%; max-width: 900px; font: 11px system-ui, sans-serif } p { max-width: 52rem }
      </style></head><body>
      """;

  private static final String METHOD =
      """
      <p><b>Compare ratios only</b>: absolute figures depend on the machine, which the server, its store and the senders share.
      Rates are medians of rounds that alternate an echo of the same body and the case, each with the same number of senders (eight by default; batches of 1,000: two)
      that post again after each reply. Latencies are of separate requests, sent at random times at half of that rate, whether earlier ones
      were answered or not. They count from the scheduled time of sending and include refused requests (503). The last two columns show the echo at the same rate. The cost of a request includes the execution of its runs.</p>
      """;

  private final Report report;

  Page(Report report) {
    this.report = report;
  }

  String html() {
    StringBuilder html =
        new StringBuilder(HEAD).append("<h1>Drawbridge: benchmark</h1>").append(METHOD);
    machine(html);
    for (StoreFigures store : report.stores()) {
      html.append("<h2>").append(Chart.escape(store.store())).append("</h2>");
      rates(html, store);
      costs(html, store);
      html.append("<h3>Latency at half of the limit, ms by percentile</h3>");
      html.append(Drawings.percentiles(store));
      backlog(html, store.backlog());
    }
    micro(html);
    return html.append("</body></html>\n").toString();
  }

  private void machine(StringBuilder html) {
    Machine machine = report.machine();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Date", machine.date()));
    rows.add(List.of("Form", report.form()));
    rows.add(List.of("Processor", machine.cores() + " cores, " + machine.processor()));
    rows.add(List.of("Memory", Numbers.whole(machine.memoryMegabytes()) + " MB"));
    rows.add(List.of("Load before", Numbers.number(machine.load(), 1)));
    rows.add(List.of("System", machine.system()));
    rows.add(List.of("JVM", machine.jvm()));
    report.stores().stream()
        .limit(1)
        .forEach(store -> rows.add(List.of("Server's JVM", String.join(" ", store.flags()))));
    table(html, List.of("", ""), rows);
  }

  private static void rates(StringBuilder html, StoreFigures store) {
    table(
        html,
        List.of(
            "",
            "requests/s",
            "refused",
            "entries/s",
            "echo, requests/s",
            "of the echo",
            "of pgbench",
            "offered/s",
            "sent",
            "refused",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "echo, p50 ms",
            "p99 ms"),
        store.cases().stream()
            .map(
                figures ->
                    List.of(
                        figures.name(),
                        Numbers.whole(figures.perSecond()),
                        Numbers.whole(figures.refused()),
                        Numbers.whole(figures.entriesPerSecond()),
                        Numbers.whole(figures.echoPerSecond()),
                        Numbers.number(figures.ofEcho(), 4),
                        Numbers.share(figures.perSecond(), figures.pgbenchPerSecond()),
                        Numbers.number(figures.latency().offered(), 1),
                        Numbers.whole(figures.latency().requests()),
                        Numbers.whole(figures.latency().refused()),
                        Numbers.number(figures.latency().p50(), 1),
                        Numbers.number(figures.latency().p99(), 1),
                        Numbers.number(figures.latency().p999(), 1),
                        Numbers.number(figures.echoLatency().p50(), 1),
                        Numbers.number(figures.echoLatency().p99(), 1)))
            .toList());
    html.append("<h3>Entries a second</h3>").append(Drawings.entries(store));
  }

  private static void costs(StringBuilder html, StoreFigures store) {
    html.append("<h3>Cost of a request for the server</h3>");
    table(
        html,
        List.of(
            "", "CPU ms", "CPU ms of each entry", "allocated KB", "heap MB", "GCs", "GC time ms"),
        store.cases().stream()
            .map(
                figures -> {
                  Cost cost = figures.cost();
                  return List.of(
                      figures.name(),
                      Numbers.number(cost.processorSeconds() * 1e3, 2),
                      Numbers.number(cost.processorSeconds() * 1e3 / figures.entries(), 2),
                      Numbers.whole(cost.allocatedBytes() / 1024.0),
                      Numbers.whole(cost.heapMegabytes()),
                      Numbers.whole(cost.collections()),
                      Numbers.whole(cost.collectionMillis()));
                })
            .toList());
  }

  private static void backlog(StringBuilder html, Backlog backlog) {
    double end = backlog.end();
    html.append("<h3>Queued runs under a sustained load</h3><p>")
        .append(
            "%s requests/s for %s s (80 %% of the limit), p99 %s ms; the queue was empty %s s after the load had ended."
                .formatted(
                    Numbers.number(backlog.offered(), 1),
                    Numbers.number(backlog.secondsOfLoad(), 1),
                    Numbers.number(backlog.latency().p99(), 1),
                    Numbers.number(end - backlog.secondsOfLoad(), 1)))
        .append("</p>")
        .append(Drawings.depths(backlog));
  }

  private void micro(StringBuilder html) {
    html.append("<h2>Components, by JMH</h2>");
    table(
        html,
        List.of("", "µs", "± µs (99.9 %)", "allocated bytes"),
        report.micro().stream()
            .map(
                figures ->
                    List.of(
                        figures.name(),
                        Numbers.number(figures.microseconds(), 2),
                        Numbers.number(figures.error(), 2),
                        Numbers.whole(figures.allocatedBytes())))
            .toList());
  }

  private static void table(StringBuilder html, List<String> head, List<List<String>> rows) {
    html.append("<div><table><thead><tr>");
    head.forEach(cell -> html.append("<th>").append(Chart.escape(cell)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(Chart.escape(cell)).append("</td>"));
      html.append("</tr>");
    }
    html.append("</tbody></table></div>\n");
  }
}
