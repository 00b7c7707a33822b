package drawbridge.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the replies to senders with the ledger and the calls at the sink. Deterministic.
 *
 * @param acknowledged the promised run, by uid
 * @param verified the run that {@code verify} returns, by uid; unknown uids are missing
 * @param runs all runs of the round, in any order
 * @param calls at the sink
 */
record Audit(
    Map<String, String> acknowledged,
    Map<String, String> verified,
    List<Seen> runs,
    List<Call> calls) {

  /** Rounds of the workflow's loop, each with one call. */
  static final Set<Integer> LOOP = Set.of(0, 1);

  /** Returns all violations; empty when there are none. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    Map<String, List<Seen>> byUid = runs.stream().collect(Collectors.groupingBy(Seen::uid));
    promises(byUid, findings);
    byUid.forEach(
        (uid, all) -> {
          if (all.size() > 1) {
            findings.add("uid " + uid + " has " + all.size() + " runs: " + ids(all));
          }
        });
    Map<String, List<Call>> byRun = calls.stream().collect(Collectors.groupingBy(Call::run));
    runs.forEach(run -> ended(run, byRun.getOrDefault(run.id(), List.of()), findings));
    unknownCalls(byRun, findings);
    return findings;
  }

  private void promises(Map<String, List<Seen>> byUid, List<String> findings) {
    new TreeMap<>(acknowledged)
        .forEach(
            (uid, run) -> {
              if (!run.equals(verified.get(uid))) {
                findings.add(
                    "uid "
                        + uid
                        + ": run "
                        + run
                        + " was promised, verify says "
                        + verified.get(uid));
              }
              if (byUid.getOrDefault(uid, List.of()).stream().noneMatch(r -> r.id().equals(run))) {
                findings.add("uid " + uid + ": run " + run + " was promised, and there is none");
              }
            });
  }

  private static void ended(Seen run, List<Call> made, List<String> findings) {
    String who = "uid " + run.uid() + ", run " + run.id() + ": ";
    if (!run.status().equals("succeeded")) {
      findings.add(who + "is " + run.status());
      return;
    }
    for (int round : LOOP) {
      Set<String> keys = keys(made.stream().filter(call -> call.round() == round).toList());
      if (keys.size() != 1) {
        findings.add(who + "the call of round " + round + " has " + keys.size() + " keys: " + keys);
      }
    }
    run.calls()
        .filter(journal -> !journal.equals(keys(made)))
        .ifPresent(
            journal ->
                findings.add(who + "its journal names " + journal + ", the sink " + keys(made)));
  }

  private void unknownCalls(Map<String, List<Call>> byRun, List<String> findings) {
    Map<String, String> uids = runs.stream().collect(Collectors.toMap(Seen::id, Seen::uid));
    byRun.forEach(
        (run, made) -> {
          String uid = uids.get(run);
          if (uid == null) {
            findings.add("the sink was called by an unknown run: " + made.get(0));
          } else if (made.stream().anyMatch(call -> !call.uid().equals(uid))) {
            findings.add("uid " + uid + ", run " + run + ": called with the data of another uid");
          }
        });
  }

  private static Set<String> keys(List<Call> made) {
    return made.stream().map(Call::key).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> ids(List<Seen> runs) {
    return runs.stream().map(Seen::id).toList();
  }
}
