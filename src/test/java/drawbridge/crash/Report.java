package drawbridge.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a trial.
 *
 * @param findings why it failed; empty when all is as promised
 * @param lines of the table
 */
record Report(List<String> findings, List<String> lines) {

  Report {
    findings = List.copyOf(findings);
    lines = List.copyOf(lines);
  }

  /** How senders and sink saw it, as lines of the table. */
  static List<String> lines(Book book, List<Call> calls, Map<String, Long> kills) {
    Map<String, List<Call>> byKey = calls.stream().collect(Collectors.groupingBy(Call::key));
    long repeated = byKey.values().stream().filter(same -> same.size() > 1).count();
    List<Long> gaps = gaps(byKey, kills);
    List<String> lines = new ArrayList<>();
    lines.add(Tally.line("requests sent", book.requests()));
    lines.add(Tally.line("requests not acknowledged (repeated or given up)", book.refusals()));
    lines.add(Tally.line("uids acknowledged", book.acknowledged().size()));
    lines.add(Tally.line("answered `duplicate` after a retry", book.lateDuplicates()));
    lines.add(Tally.line("calls made", byKey.size()));
    lines.add(Tally.line("calls repeated under their key", repeated));
    lines.add(Tally.line("calls cut off by a kill", gaps.size()));
    lines.add(Tally.line("from the kill to their repetition, p50, ms", at(gaps, 0.5)));
    lines.add(Tally.line("from the kill to their repetition, max, ms", at(gaps, 1)));
    return lines;
  }

  /** Milliseconds from a kill to the repetition of a call that the killed node had made. */
  private static List<Long> gaps(Map<String, List<Call>> byKey, Map<String, Long> kills) {
    List<Long> gaps = new ArrayList<>();
    for (List<Call> same : byKey.values()) {
      for (int i = 1; i < same.size(); i++) {
        Long kill = kills.get(same.get(i - 1).node());
        if (kill != null && same.get(i - 1).nanos() <= kill && kill <= same.get(i).nanos()) {
          gaps.add((same.get(i).nanos() - kill) / 1_000_000);
        }
      }
    }
    return gaps.stream().sorted().toList();
  }

  private static Object at(List<Long> sorted, double share) {
    return sorted.isEmpty()
        ? "-"
        : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share)));
  }
}
