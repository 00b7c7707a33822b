package drawbridge.console.control;

import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The read models of runs. Pages are cut by id, which sorts by time: a page costs the same however
 * deep it lies, and runs that arrive meanwhile shift nothing.
 */
@Stateless
public class RunSearch {

  private static final int MOST_RELATIVES = 1_000;

  private static final String LINES =
      "select new drawbridge.console.control.RunLine(r.id, r.state, r.workflowName, r.workflowId,"
          + " r.version, r.uid, r.requestId, r.acceptedAt, r.startedAt, r.endedAt, r.parentRun,"
          + " r.replayOf) from Run r where ";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * A page of runs, newest first.
   *
   * @param next where the next page starts; empty when there is none
   */
  public record Page(List<RunLine> runs, Optional<String> next) {}

  /**
   * Where a run comes from and what came of it.
   *
   * @param children runs that its steps started, oldest first
   * @param replays runs that repeated it, oldest first
   */
  public record Lineage(List<String> children, List<String> replays) {}

  /**
   * A page of a workspace's runs. Everything but {@code text} is a look into an index or a walk
   * from the newest run on; {@code text} reads the JSON of every run on that walk.
   */
  public Page find(String workspaceId, RunQuery query) {
    RunPredicates wanted = new RunPredicates(workspaceId, query);
    TypedQuery<RunLine> select =
        entities.createQuery(LINES + wanted.where() + " order by r.id desc", RunLine.class);
    wanted.parameters().forEach(select::setParameter);
    List<RunLine> found = select.setMaxResults(query.limit() + 1).getResultList();
    if (found.size() <= query.limit()) {
      return new Page(List.copyOf(found), Optional.empty());
    }
    List<RunLine> page = List.copyOf(found.subList(0, query.limit()));
    return new Page(page, Optional.of(page.get(page.size() - 1).id()));
  }

  /** Some of a workspace's runs, oldest first; those that are gone are left out. */
  public List<RunLine> lines(String workspaceId, List<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : entities
            .createQuery(
                LINES + "r.workspaceId = :workspace and r.id in :ids order by r.id", RunLine.class)
            .setParameter("workspace", workspaceId)
            .setParameter("ids", List.copyOf(ids))
            .getResultList();
  }

  /** A run's relatives, at most 1,000 of each kind. A replay keeps the request's id. */
  public Lineage lineage(Run run) {
    return new Lineage(
        ids("r.parentRun = :id", Map.of("id", run.id())),
        ids(
            "r.requestId = :request and r.replayOf = :id",
            Map.of("id", run.id(), "request", run.requestId())));
  }

  private List<String> ids(String where, Map<String, String> parameters) {
    TypedQuery<String> select =
        entities.createQuery(
            "select r.id from Run r where " + where + " order by r.id", String.class);
    parameters.forEach(select::setParameter);
    return List.copyOf(select.setMaxResults(MOST_RELATIVES).getResultList());
  }

  /** Where runs are, by id; runs that retention removed are not in the answer. */
  public Map<String, RunState> states(Collection<String> ids) {
    Map<String, RunState> states = new HashMap<>();
    if (!ids.isEmpty()) {
      entities
          .createQuery("select r.id, r.state from Run r where r.id in :ids", Object[].class)
          .setParameter("ids", List.copyOf(ids))
          .getResultList()
          .forEach(row -> states.put((String) row[0], (RunState) row[1]));
    }
    return states;
  }
}
