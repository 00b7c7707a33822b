package drawbridge.admin.replay.control;

import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds runs with a later success: a replay of the run, directly or through other replays, has
 * succeeded; or a later run with the same uid, or a replay of that one.
 */
@Stateless
public class LaterSuccess {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** A later run, and the run that it replays or has the uid of. */
  public record Successor(String id, String ancestor, RunState state, String requestId) {}

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
    List<Successor> sameUid = laterRunsWithSameUid(runs);
    Set<String> requests =
        Stream.concat(runs.stream().map(Run::requestId), sameUid.stream().map(Successor::requestId))
            .collect(Collectors.toSet());
    Map<String, List<Successor>> after =
        Stream.concat(sameUid.stream(), replays(requests).stream())
            .collect(Collectors.groupingBy(Successor::ancestor));
    return runs.stream()
        .map(Run::id)
        .filter(run -> hasSucceeded(run, after))
        .collect(Collectors.toSet());
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

  /**
   * Reads the later runs with the same uids. Uses a join, because H2 looks up lists only in the
   * first column of an index.
   */
  private List<Successor> laterRunsWithSameUid(Collection<Run> runs) {
    return entities
        .createQuery(
            "select new drawbridge.admin.replay.control.LaterSuccess.Successor(l.id, r.id, l.state,"
                + " l.requestId) from Run r, Run l where r.id in :runs"
                + " and l.workspaceId = r.workspaceId and l.uid = r.uid and l.id > r.id",
            Successor.class)
        .setParameter("runs", runs.stream().map(Run::id).toList())
        .getResultList();
  }

  /** Reads replays by request, because a replay has the request id of its original. */
  private List<Successor> replays(Set<String> requests) {
    return entities
        .createQuery(
            "select new drawbridge.admin.replay.control.LaterSuccess.Successor(r.id, r.replayOf,"
                + " r.state, r.requestId) from Run r where r.requestId in :requests"
                + " and r.replayOf is not null",
            Successor.class)
        .setParameter("requests", List.copyOf(requests))
        .getResultList();
  }
}
