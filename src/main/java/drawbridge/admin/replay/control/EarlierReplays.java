package drawbridge.admin.replay.control;

import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Finds runs that a bulk replay of the same query has repeated, if the new run has succeeded or is
 * unfinished. Another bulk replay of the query skips them.
 */
@Stateless
public class EarlierReplays {

  private static final List<RunState> REPEATABLE = List.of(RunState.FAILED, RunState.CANCELLED);

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Returns those of the runs. Starts the join at the runs, because H2 looks up lists only in the
   * first column of an index.
   *
   * @param query of the bulk replays, as they store it
   * @param runs ids, at most some thousand
   */
  public Set<String> of(String workspaceId, String query, Collection<String> runs) {
    return runs.isEmpty()
        ? Set.of()
        : Set.copyOf(
            entities
                .createQuery(
                    "select distinct o.id from Run o, BulkReplay b, BulkReplayRun l, Run r"
                        + " where o.id in :runs and b.workspaceId = :workspace and b.query = :query"
                        + " and l.bulkReplayId = b.id and l.original = o.id and r.id = l.replay"
                        + " and r.state not in :repeatable",
                    String.class)
                .setParameter("runs", List.copyOf(runs))
                .setParameter("workspace", workspaceId)
                .setParameter("query", query)
                .setParameter("repeatable", REPEATABLE)
                .getResultList());
  }
}
