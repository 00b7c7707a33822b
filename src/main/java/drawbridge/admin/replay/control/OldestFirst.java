package drawbridge.admin.replay.control;

import drawbridge.admin.control.Predicates;
import drawbridge.admin.control.runs.RunPredicates;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Iterates over the runs that match a query, oldest first, in short queries. The cost of one query
 * does not depend on how rare the matching runs are.
 */
@Stateless
public class OldestFirst {

  /** Maximum number of runs of the workspace, matching or not, that one query covers. */
  private static final int LONGEST = 5_000;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * A query and the time of its result.
   *
   * @param query a query with {@link RunQuery#before}
   * @param at for a final status, only runs that ended at this time or earlier match; for another
   *     status, the current status of a run counts
   */
  public record Search(String workspaceId, RunQuery query, Instant at) {}

  /**
   * The result of one query.
   *
   * @param found ids in ascending order
   * @param last id after which the next query starts
   * @param isEnd whether no run follows
   */
  public record Chunk(List<String> found, String last, boolean isEnd) {
    public Chunk {
      found = List.copyOf(found);
    }
  }

  /**
   * Returns the next matching runs.
   *
   * @param after id of a run; starts after it
   * @param most maximum number of matching runs
   */
  public Chunk next(Search search, String after, int most) {
    List<String> border =
        entities
            .createQuery(
                "select r.id from Run r where r.workspaceId = :workspace and r.id > :after"
                    + " and r.id < :before order by r.id",
                String.class)
            .setParameter("workspace", search.workspaceId())
            .setParameter("after", after)
            .setParameter("before", before(search))
            .setFirstResult(LONGEST - 1)
            .setMaxResults(1)
            .getResultList();
    List<String> found = found(search, after, border, most);
    if (found.size() == most) {
      return new Chunk(found, found.get(most - 1), false);
    }
    return border.isEmpty()
        ? new Chunk(found, before(search), true)
        : new Chunk(found, border.get(0), false);
  }

  private List<String> found(Search search, String after, List<String> border, int most) {
    Predicates wanted =
        RunPredicates.of(search.workspaceId(), search.query())
            .and("r.id > :after", "after", Optional.of(after))
            .and("r.id <= :last", "last", border.stream().findFirst());
    if (search.query().status().filter(RunState::isFinal).isPresent()) {
      wanted.and("r.endedAt <= :at", "at", Optional.of(search.at()));
    }
    return wanted
        .query(entities, String.class, "select r.id from Run r", "r.id")
        .setMaxResults(most)
        .getResultList();
  }

  private static String before(Search search) {
    return search
        .query()
        .before()
        .orElseThrow(() -> new IllegalArgumentException("the query has no bound: set before"));
  }
}
