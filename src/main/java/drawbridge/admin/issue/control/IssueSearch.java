package drawbridge.admin.issue.control;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.runs.RunLine;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.platform.Ids;
import drawbridge.run.entity.Issue;
import drawbridge.run.entity.IssueState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Searches issues, the latest failure first. Reads the newest failed run of each issue of the
 * workspace along an index; the number of issues is limited. Issues without a run are not found.
 */
@Stateless
public class IssueSearch {

  private static final String NEWEST =
      "(select r.id from run r where r.issue = i.id order by r.issue desc, r.id desc limit 1)";

  private static final String TEXT =
      "lower(concat(i.workflow_name, ' ', coalesce(i.task, ''), ' ', coalesce(i.type, ''), ' ',"
          + " coalesce(i.title, ''), ' ', coalesce(i.detail, ''))) like ?%d escape '!'";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject RunSearch runs;

  /**
   * Returns a page of the issues of a workspace. An issue that fails between two pages moves to the
   * first page.
   */
  public Page<IssueLine, String> find(String workspaceId, IssueQuery query) {
    Map<String, String> newest = newest(workspaceId, query);
    return Page.of(lines(workspaceId, newest), query.limit(), line -> line.sample().runId());
  }

  /** Returns an issue of a workspace; empty when it is unknown or has no run. */
  public Optional<IssueLine> find(String workspaceId, String id) {
    if (!Ids.isUuid(id)) {
      return Optional.empty();
    }
    Selection selection = new Selection(workspaceId);
    selection.and("i.id = ?%d", id.toLowerCase(Locale.ROOT));
    return lines(workspaceId, selection.newest(1)).stream().findFirst();
  }

  /** Returns the number of issues in a state that {@link #find} lists. */
  public long count(String workspaceId, IssueState state) {
    Selection selection = new Selection(workspaceId);
    selection.and("i.state = ?%d", state.name());
    return selection.count();
  }

  private Map<String, String> newest(String workspaceId, IssueQuery query) {
    Selection selection = new Selection(workspaceId);
    query.state().ifPresent(state -> selection.and("i.state = ?%d", state.name()));
    query.workflow().ifPresent(it -> selection.and("?%d in (i.workflow_name, i.workflow_id)", it));
    query.text().ifPresent(text -> selection.and(TEXT, contains(text)));
    query.before().ifPresent(run -> selection.and(NEWEST + " < ?%d", run));
    return selection.newest(query.limit() + 1);
  }

  private static String contains(String text) {
    return "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
  }

  /** The issues of a workspace that have a run and meet some conditions. */
  private final class Selection {

    private final List<Object> values = new ArrayList<>();
    private final StringBuilder where = new StringBuilder(" from issue i where ");

    Selection(String workspaceId) {
      values.add(workspaceId);
      where.append("i.workspace_id = ?1 and ").append(NEWEST).append(" is not null");
    }

    /** Adds a condition; {@code ?%d} in it stands for the value. */
    void and(String condition, String value) {
      values.add(value);
      where.append(" and ").append(condition.replace("?%d", "?" + values.size()));
    }

    /** Returns issues and their newest runs, the newest first. */
    Map<String, String> newest(int most) {
      @SuppressWarnings("unchecked") // JPA has no typed native query
      List<Object[]> rows =
          query(
                  "select i.id, "
                      + NEWEST
                      + " as newest"
                      + where
                      + " order by newest desc limit "
                      + most)
              .getResultList();
      return rows.stream()
          .collect(
              Collectors.toMap(
                  row -> (String) row[0],
                  row -> (String) row[1],
                  (one, other) -> one,
                  LinkedHashMap::new));
    }

    long count() {
      return ((Number) query("select count(*)" + where).getSingleResult()).longValue();
    }

    private Query query(String select) {
      Query query = entities.createNativeQuery(select);
      for (int place = 0; place < values.size(); place++) {
        query.setParameter(place + 1, values.get(place));
      }
      return query;
    }
  }

  /**
   * @param newest the newest run by issue, in the order of the lines
   */
  private List<IssueLine> lines(String workspaceId, Map<String, String> newest) {
    if (newest.isEmpty()) {
      return List.of();
    }
    Map<String, Issue> issues =
        entities
            .createQuery("select i from Issue i where i.id in :ids", Issue.class)
            .setParameter("ids", List.copyOf(newest.keySet()))
            .getResultStream()
            .collect(Collectors.toMap(Issue::id, Function.identity()));
    Map<String, RunLine> samples =
        runs.lines(workspaceId, List.copyOf(newest.values())).stream()
            .collect(Collectors.toMap(RunLine::runId, Function.identity()));
    Map<String, Long> counts = counts(newest.keySet());
    return newest.entrySet().stream()
        .filter(it -> issues.containsKey(it.getKey()) && samples.containsKey(it.getValue()))
        .map(
            it ->
                IssueLine.of(
                    Objects.requireNonNull(issues.get(it.getKey())),
                    counts.getOrDefault(it.getKey(), 0L),
                    Objects.requireNonNull(samples.get(it.getValue()))))
        .toList();
  }

  /** Counts the runs of issues along the index, one more than {@link IssueLine#MOST_COUNTED}. */
  private Map<String, Long> counts(Collection<String> issues) {
    List<String> ids = List.copyOf(issues);
    List<String> parts = new ArrayList<>();
    for (int place = 1; place <= ids.size(); place++) {
      parts.add(
          "select cast(?%1$d as varchar), count(*) from (select r.id from run r where r.issue = ?%1$d limit %2$d) c%1$d"
              .formatted(place, IssueLine.MOST_COUNTED + 1));
    }
    Query query = entities.createNativeQuery(String.join(" union all ", parts));
    for (int place = 1; place <= ids.size(); place++) {
      query.setParameter(place, ids.get(place - 1));
    }
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<Object[]> rows = query.getResultList();
    Map<String, Long> counts = new HashMap<>();
    rows.forEach(row -> counts.put((String) row[0], ((Number) row[1]).longValue()));
    return counts;
  }
}
