package drawbridge.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long calls that a kill cut off had to wait for their repetition, in milliseconds from the
 * kill, the shortest first.
 *
 * @param takeOvers by a node that was ready when the other was killed
 * @param restarts by one that had to start first
 */
record Recoveries(List<Long> takeOvers, List<Long> restarts) {

  /** Sees them in the order of the calls of each key. */
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
