package drawbridge.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of a trial.
 *
 * @param findings violations; empty for success
 * @param tally of the strikes
 * @param lines of the table
 */
record Report(List<String> findings, Tally tally, List<String> lines) {

  Report {
    findings = List.copyOf(findings);
    lines = List.copyOf(lines);
  }

  /**
   * Returns lines about the senders.
   *
   * @param sending time in which they sent
   */
  static List<String> lines(Book book, Duration sending) {
    int all = book.acknowledged().size();
    List<String> lines = new ArrayList<>();
    lines.add(Tally.line("requests sent", book.requests()));
    lines.add(Tally.line("requests not acknowledged (repeated or given up)", book.refusals()));
    lines.add(Tally.line("uids acknowledged in single requests", all - book.batched()));
    lines.add(Tally.line("uids acknowledged in batches", book.batched()));
    lines.add(Tally.line("uids given up by their sender", book.givenUp()));
    lines.add(Tally.line("answered `duplicate` after a retry", book.lateDuplicates()));
    String rate =
        String.format(Locale.ROOT, "%.1f", all * 1000.0 / Math.max(1, sending.toMillis()));
    lines.add(Tally.line("uids acknowledged in a second of sending", rate));
    return lines;
  }

  /** Returns lines about the sink. */
  static List<String> lines(List<Call> calls, List<Death> deaths) {
    Map<String, Long> byKey =
        calls.stream().collect(Collectors.groupingBy(Call::key, Collectors.counting()));
    Recoveries recoveries = Recoveries.of(calls, deaths);
    List<String> lines = new ArrayList<>();
    lines.add(Tally.line("calls made", byKey.size()));
    lines.add(
        Tally.line(
            "calls repeated under their key",
            byKey.values().stream().filter(times -> times > 1).count()));
    lines.addAll(times("taken over by a node that was ready", recoveries.takeOvers()));
    lines.addAll(times("repeated by a node that had to start", recoveries.restarts()));
    return lines;
  }

  private static List<String> times(String what, List<Long> sorted) {
    return List.of(
        Tally.line("calls cut off by a kill, " + what, sorted.size()),
        Tally.line("  from the kill, p50", at(sorted, 0.5)),
        Tally.line("  from the kill, max", at(sorted, 1)));
  }

  private static String at(List<Long> sorted, double share) {
    return sorted.isEmpty()
        ? "-"
        : seconds(sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share))));
  }

  /** Formats a time for people. */
  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
