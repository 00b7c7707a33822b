package drawbridge.admin.replay.control;

import drawbridge.admin.control.runs.RunPredicates;
import drawbridge.admin.control.runs.RunQuery;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;

/**
 * Goes through the runs that a query finds, from the oldest on, a stretch at a time. However rare
 * they are among the others, a stretch is a short query.
 */
@Stateless
public class OldestFirst {

  /** Runs of the workspace, whether they are looked for or not, that a stretch may pass. */
  private static final int LONGEST = 5_000;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * The runs that a query found at one moment.
   *
   * @param query with {@link RunQuery#before}
   * @param at when: for a final status, runs that had ended then; for any other, runs are found by
   *     the status that they have when they are reached
   */
  public record Search(String workspaceId, RunQuery query, Instant at) {}

  /**
   * A part of the way.
   *
   * @param found ids in order
   * @param last the next stretch begins behind this
   * @param isEnd whether there is no next one
   */
  public record Stretch(List<String> found, String last, boolean isEnd) {
    public Stretch {
      found = List.copyOf(found);
    }
  }

  /**
   * The next stretch.
   *
   * @param after id of a run: begins behind it
   * @param most runs that are found
   */
  public Stretch next(Search search, String after, int most) {
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
      return new Stretch(found, found.get(most - 1), false);
    }
    return border.isEmpty()
        ? new Stretch(found, before(search), true)
        : new Stretch(found, border.get(0), false);
  }

  private List<String> found(Search search, String after, List<String> border, int most) {
    RunPredicates wanted =
        new RunPredicates(search.workspaceId(), search.query())
            .and("r.id > :after", "after", after);
    if (search.query().status().filter(status -> status.isFinal()).isPresent()) {
      wanted.and("r.endedAt <= :at", "at", search.at());
    }
    border.forEach(last -> wanted.and("r.id <= :last", "last", last));
    TypedQuery<String> select =
        entities.createQuery(
            "select r.id from Run r where " + wanted.where() + " order by r.id", String.class);
    wanted.parameters().forEach(select::setParameter);
    return select.setMaxResults(most).getResultList();
  }

  private static String before(Search search) {
    return search
        .query()
        .before()
        .orElseThrow(() -> new IllegalArgumentException("a walk that has no end"));
  }
}
