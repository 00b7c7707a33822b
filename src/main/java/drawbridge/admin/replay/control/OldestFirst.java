package drawbridge.admin.replay.control;

import drawbridge.admin.control.Predicates;
import drawbridge.admin.control.runs.RunPredicates;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Iterates over the runs that match a query, oldest first, in short queries, and returns the runs
 * to replay for them. The cost of one query does not depend on how rare the matching runs are.
 */
@Stateless
public class OldestFirst {

  /** Maximum number of runs of the workspace, matching or not, that one query covers. */
  private static final int LONGEST = 5_000;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Originals originals;

  /**
   * A query and the time of its result.
   *
   * @param query a query with {@link RunQuery#before}
   * @param at for a final status, only runs that ended at this time or earlier match; for another
   *     status, the current status of a run counts
   */
  public record Search(String workspaceId, RunQuery query, Instant at) {

    Predicates predicates() {
      Predicates all = RunPredicates.of(workspaceId, query);
      return query.status().filter(RunState::isFinal).isPresent()
          ? all.and("r.endedAt <= :at", "at", Optional.of(at))
          : all;
    }
  }

  /**
   * The result of one query.
   *
   * @param found ids of the runs to replay (see {@link Originals})
   * @param matches number of matching runs, replays and children included
   * @param last id after which the next query starts
   * @param isEnd whether no run follows
   */
  public record Chunk(List<String> found, int matches, String last, boolean isEnd) {
    public Chunk {
      found = List.copyOf(found);
    }
  }

  /**
   * Returns the runs to replay for the next matching runs.
   *
   * @param after id of a run; starts after it
   * @param most maximum number of matching runs
   */
  public Chunk next(Search search, String after, int most) {
    List<String> border = // the runs of an issue have an index
        search.query().issue().isPresent() ? List.of() : border(search, after);
    Predicates wanted =
        search
            .predicates()
            .and("r.id > :after", "after", Optional.of(after))
            .and("r.id <= :last", "last", border.stream().findFirst());
    List<Originals.Match> part = originals.matches(wanted, order(search), most);
    List<String> found = originals.of(part, search.predicates());
    if (part.size() == most) {
      return new Chunk(found, most, part.get(most - 1).id(), false);
    }
    return border.isEmpty()
        ? new Chunk(found, part.size(), before(search), true)
        : new Chunk(found, part.size(), border.get(0), false);
  }

  /** Returns the order of the index; with another one, H2 sorts all runs of the issue. */
  private static String order(Search search) {
    return search.query().issue().isPresent() ? "r.issue, r.id" : Originals.OLDEST;
  }

  /** Returns the last run that one query covers; empty when it covers all. */
  private List<String> border(Search search, String after) {
    return entities
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
  }

  private static String before(Search search) {
    return search
        .query()
        .before()
        .orElseThrow(() -> new IllegalArgumentException("the query has no bound: set before"));
  }
}
