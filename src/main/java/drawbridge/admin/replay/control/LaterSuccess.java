package drawbridge.admin.replay.control;

import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds runs with a later success: a replay of the run, directly or through other replays, has
 * succeeded; or a later run with the same uid, or a replay of that one.
 */
@Stateless
public class LaterSuccess {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  private record Successor(String id, String ancestor, RunState state) {}

  /**
   * Returns those of the runs that have a later success.
   *
   * @param runs at most a few hundred
   * @return ids of runs
   */
  public Set<String> among(Collection<Run> runs) {
    if (runs.isEmpty()) {
      return Set.of();
    }
    List<Successor> successors = new ArrayList<>();
    Set<String> requests = new HashSet<>();
    runs.forEach(run -> requests.add(run.requestId()));
    for (Object[] row : laterRunsWithSameUid(runs)) {
      successors.add(successor(row));
      requests.add((String) row[3]);
    }
    replays(requests).forEach(row -> successors.add(successor(row)));
    Map<String, List<Successor>> after = new HashMap<>();
    successors.forEach(it -> after.computeIfAbsent(it.ancestor(), id -> new ArrayList<>()).add(it));
    Set<String> found = new HashSet<>();
    runs.forEach(
        run -> {
          if (hasSucceeded(run.id(), after)) {
            found.add(run.id());
          }
        });
    return found;
  }

  private static boolean hasSucceeded(String run, Map<String, List<Successor>> after) {
    Set<String> seen = new HashSet<>();
    Deque<String> pending = new ArrayDeque<>(List.of(run));
    while (!pending.isEmpty()) {
      for (Successor later : after.getOrDefault(pending.pop(), List.of())) {
        if (later.state() == RunState.SUCCEEDED) {
          return true;
        }
        if (seen.add(later.id())) {
          pending.push(later.id());
        }
      }
    }
    return false;
  }

  private static Successor successor(Object[] row) {
    return new Successor((String) row[0], (String) row[1], (RunState) row[2]);
  }

  /**
   * Reads the later runs with the same uids. Uses a join, because H2 looks up lists only in the
   * first column of an index.
   */
  private List<Object[]> laterRunsWithSameUid(Collection<Run> runs) {
    return entities
        .createQuery(
            "select l.id, r.id, l.state, l.requestId from Run r, Run l where r.id in :runs"
                + " and l.workspaceId = r.workspaceId and l.uid = r.uid and l.id > r.id",
            Object[].class)
        .setParameter("runs", runs.stream().map(Run::id).toList())
        .getResultList();
  }

  /** Reads replays by request, because a replay has the request id of its original. */
  private List<Object[]> replays(Set<String> requests) {
    return entities
        .createQuery(
            "select r.id, r.replayOf, r.state from Run r where r.requestId in :requests"
                + " and r.replayOf is not null",
            Object[].class)
        .setParameter("requests", List.copyOf(requests))
        .getResultList();
  }
}
