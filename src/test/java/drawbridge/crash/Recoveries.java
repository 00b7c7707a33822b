package drawbridge.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The delays of calls that a kill interrupted until their repetition, in milliseconds from the
 * kill, sorted.
 *
 * @param takeOvers by a node that was ready at the kill
 * @param restarts by a node that was not
 */
record Recoveries(List<Long> takeOvers, List<Long> restarts) {

  /** Computes them from the order of calls of each key. */
  static Recoveries of(List<Call> calls, List<Death> deaths) {
    Map<String, Death> byStart =
        deaths.stream().collect(Collectors.toMap(Death::start, death -> death));
    Map<String, List<Call>> byKey = calls.stream().collect(Collectors.groupingBy(Call::key));
    List<Long> takeOvers = new ArrayList<>();
    List<Long> restarts = new ArrayList<>();
    for (List<Call> same : byKey.values()) {
      List<Call> inOrder = same.stream().sorted(Comparator.comparingLong(Call::nanos)).toList();
      for (int i = 1; i < inOrder.size(); i++) {
        Call before = inOrder.get(i - 1);
        Call next = inOrder.get(i);
        Death death = byStart.get(before.node());
        if (death != null && before.nanos() <= death.nanos() && death.nanos() <= next.nanos()) {
          boolean taken = death.witnesses().contains(next.node());
          (taken ? takeOvers : restarts).add((next.nanos() - death.nanos()) / 1_000_000);
        }
      }
    }
    return new Recoveries(sorted(takeOvers), sorted(restarts));
  }

  private static List<Long> sorted(List<Long> times) {
    return times.stream().sorted().toList();
  }
}
