package drawbridge.console.control;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import drawbridge.platform.Ids;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The read models of runs. Pages are cut by id, which sorts by time: a page costs the same however
 * deep it lies, and runs that arrive meanwhile shift nothing.
 */
@Stateless
public class RunSearch {

  private static final int MOST_RELATIVES = 1_000;

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
    Map<String, Object> parameters = new LinkedHashMap<>();
    String where = where(workspaceId, query, parameters);
    TypedQuery<RunLine> select =
        entities.createQuery(
            "select new drawbridge.console.control.RunLine(r.id, r.state, r.workflowName,"
                + " r.workflowId, r.version, r.uid, r.requestId, r.acceptedAt, r.startedAt,"
                + " r.endedAt, r.parentRun, r.replayOf) from Run r where "
                + where
                + " order by r.id desc",
            RunLine.class);
    parameters.forEach(select::setParameter);
    List<RunLine> found = select.setMaxResults(query.limit() + 1).getResultList();
    if (found.size() <= query.limit()) {
      return new Page(List.copyOf(found), Optional.empty());
    }
    List<RunLine> page = List.copyOf(found.subList(0, query.limit()));
    return new Page(page, Optional.of(page.get(page.size() - 1).id()));
  }

  private static String where(String workspaceId, RunQuery query, Map<String, Object> parameters) {
    List<String> predicates = new ArrayList<>();
    Narrowing narrow =
        (predicate, name, value) ->
            value.ifPresent(
                it -> {
                  predicates.add(predicate);
                  parameters.put(name, it);
                });
    narrow.by("r.workspaceId = :workspace", "workspace", Optional.of(workspaceId));
    narrow.by("r.state = :status", "status", query.status());
    narrow.by("r.uid = :uid", "uid", query.uid());
    narrow.by("r.requestId = :request", "request", query.request());
    narrow.by("r.acceptedAt >= :from", "from", query.from());
    narrow.by("r.acceptedAt < :to", "to", query.to());
    narrow.by("r.id < :before", "before", query.before());
    narrow.by(
        query.workflow().filter(Ids::isUuid).isPresent()
            ? "(r.workflowId = :workflow or r.workflowName = :workflow)"
            : "r.workflowName = :workflow",
        "workflow",
        query.workflow().map(w -> Ids.isUuid(w) ? w.toLowerCase(Locale.ROOT) : w));
    narrow.by(
        "(r.uid like :text escape '!' or r.runtime like :text escape '!'"
            + " or r.stateValues like :text escape '!'"
            + inStrings(query.text()),
        "text",
        query.text().map(RunSearch::contains));
    query
        .text()
        .filter(RunSearch::isOtherInStrings)
        .ifPresent(text -> parameters.put("quoted", contains(quoted(text))));
    return String.join(" and ", predicates);
  }

  private interface Narrowing {
    void by(String predicate, String parameter, Optional<?> value);
  }

  /** A text with quotes or backslashes is looked for as it stands in a JSON string, too. */
  private static String inStrings(Optional<String> text) {
    return text.filter(RunSearch::isOtherInStrings).isEmpty()
        ? ")"
        : " or r.runtime like :quoted escape '!' or r.stateValues like :quoted escape '!')";
  }

  private static boolean isOtherInStrings(String text) {
    return !quoted(text).equals(text);
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private static String contains(String text) {
    return "%" + text.replaceAll("([!%_])", "!$1") + "%";
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
