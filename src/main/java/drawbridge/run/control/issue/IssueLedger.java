package drawbridge.run.control.issue;

import drawbridge.platform.store.BulkInsert;
import drawbridge.platform.store.Dialect;
import drawbridge.run.entity.Issue;
import drawbridge.run.entity.IssueState;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Opens, reopens and changes issues. */
@Stateless
public class IssueLedger {

  /** Issues of a workflow, apart from the one of its other failures. */
  static final int MAX_OF_WORKFLOW = 100;

  /** Issues of a workspace, apart from those of other failures: one for each workflow. */
  static final int MAX_OF_WORKSPACE = 1_000;

  private static final String LOCKED =
      "select i.id, i.state from issue i where i.id = any(?) order by i.id";

  /** Nodes share the lock: only a change of the issue waits. H2 has no such lock. */
  private static final String SHARED = " for key share";

  private static final String EXCLUSIVE = " for update";

  private static final BulkInsert<Issue> INSERT =
      BulkInsert.<Issue>into("issue")
          .text("id", Issue::id)
          .text("workspace_id", Issue::workspaceId)
          .text("workflow_id", Issue::workflowId)
          .text("workflow_name", Issue::workflowName)
          .text("task", Issue::task)
          .text("type", Issue::type)
          .number("status", Issue::status)
          .text("title", Issue::title)
          .text("detail", Issue::detail)
          .text("state", issue -> issue.state().name())
          .time("first_at", Issue::firstAt)
          .time("changed_at", Issue::changedAt)
          .text("changed_by", Issue::changedBy)
          .number("row_version", Issue::rowVersion)
          .orSkip();

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @Inject Event<Opened> opened;

  /**
   * Failures opened or reopened issues in the transaction.
   *
   * @param issues ids
   */
  public record Opened(Set<String> issues) {
    public Opened {
      issues = Set.copyOf(issues);
    }
  }

  /** The outcome of a change by an operator. */
  public enum Changed {
    YES,
    UNKNOWN,
    /** The state has changed since the operator saw it. */
    STALE
  }

  /**
   * Notes failed runs in the caller's transaction, which has written them with the ids of these
   * issues: inserts missing issues, opens resolved ones, and locks all until the commit. Runs
   * without a place for their issue get that of the workflow's other failures. Call it after all
   * row locks of runs, so that no deadlock occurs.
   *
   * @param failed the issues of the runs, by run id
   */
  public void note(Map<String, Issue> failed) {
    if (failed.isEmpty()) {
      return;
    }
    SortedMap<String, Issue> issues = byId(failed.values());
    Map<String, IssueState> states = locked(issues.keySet());
    SortedMap<String, Issue> missing = new TreeMap<>(issues);
    missing.keySet().removeAll(states.keySet());
    List<String> changed = new ArrayList<>();
    if (!missing.isEmpty()) {
      SortedMap<String, Issue> placed = placed(missing, failed);
      Map<String, IssueState> before = locked(placed.keySet());
      INSERT.execute(entities, placed.values());
      Map<String, IssueState> now = locked(placed.keySet());
      states.putAll(now);
      now.keySet().stream().filter(id -> !before.containsKey(id)).forEach(changed::add);
    }
    states.entrySet().stream()
        .filter(each -> each.getValue() == IssueState.RESOLVED)
        .map(Map.Entry::getKey)
        .sorted()
        .filter(this::reopen)
        .forEach(changed::add);
    if (!changed.isEmpty()) {
      opened.fire(new Opened(Set.copyOf(changed)));
    }
  }

  private static SortedMap<String, Issue> byId(Collection<Issue> issues) {
    SortedMap<String, Issue> sorted = new TreeMap<>();
    issues.forEach(issue -> sorted.putIfAbsent(issue.id(), issue));
    return sorted;
  }

  /** Locks the issues that exist, in the order of their ids, and returns their states. */
  private Map<String, IssueState> locked(Collection<String> ids) {
    Map<String, IssueState> states = new HashMap<>();
    Connection connection = entities.unwrap(Connection.class);
    try (PreparedStatement select =
        connection.prepareStatement(
            LOCKED + (Dialect.isPostgresql(connection) ? SHARED : EXCLUSIVE))) {
      select.setObject(1, ids.toArray(new String[0]));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          states.put(rows.getString(1), IssueState.valueOf(rows.getString(2)));
        }
      }
      return states;
    } catch (SQLException e) {
      throw new PersistenceException("issues could not be locked", e);
    }
  }

  /**
   * Returns the issues to insert. Moves runs whose issue has no place to the other failures of
   * their workflow. The limits may be exceeded by the transactions that insert at the same time.
   */
  private SortedMap<String, Issue> placed(Map<String, Issue> missing, Map<String, Issue> failed) {
    Map<String, List<Issue>> byWorkspace =
        missing.values().stream().collect(Collectors.groupingBy(Issue::workspaceId));
    SortedMap<String, Issue> placed = new TreeMap<>();
    Map<String, Issue> others = new HashMap<>();
    byWorkspace.forEach(
        (workspace, wanted) -> {
          Map<String, Long> counts = counts(workspace);
          long all = counts.values().stream().mapToLong(Long::longValue).sum();
          for (Issue issue : wanted.stream().sorted(Comparator.comparing(Issue::id)).toList()) {
            long ofWorkflow = counts.getOrDefault(issue.workflowId(), 0L);
            if (ofWorkflow < MAX_OF_WORKFLOW && all < MAX_OF_WORKSPACE) {
              counts.put(issue.workflowId(), ofWorkflow + 1);
              all++;
              placed.put(issue.id(), issue);
            } else {
              others.put(issue.id(), issue.ofOthers());
            }
          }
        });
    others.values().forEach(other -> placed.put(other.id(), other));
    failed.entrySet().stream()
        .filter(each -> others.containsKey(each.getValue().id()))
        .collect(
            Collectors.groupingBy(
                each -> Objects.requireNonNull(others.get(each.getValue().id())).id(),
                TreeMap::new,
                Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
        .forEach(this::move);
    return placed;
  }

  /** Returns the numbers of issues of a workspace, by workflow. */
  private Map<String, Long> counts(String workspaceId) {
    Map<String, Long> counts = new HashMap<>();
    entities
        .createQuery(
            "select i.workflowId, count(i.id) from Issue i where i.workspaceId = :workspace"
                + " group by i.workflowId",
            Object[].class)
        .setParameter("workspace", workspaceId)
        .getResultList()
        .forEach(row -> counts.put((String) row[0], (Long) row[1]));
    return counts;
  }

  private void move(String issue, List<String> runs) {
    entities
        .createNativeQuery("update run set issue = ?1 where id = any(?2)")
        .setParameter(1, issue)
        .setParameter(2, runs.toArray(new String[0]))
        .executeUpdate();
  }

  private boolean reopen(String id) {
    return entities
            .createQuery(
                "update Issue i set i.state = :open, i.changedAt = :now, i.changedBy = null,"
                    + " i.rowVersion = i.rowVersion + 1 where i.id = :id and i.state = :resolved")
            .setParameter("open", IssueState.OPEN)
            .setParameter("resolved", IssueState.RESOLVED)
            .setParameter("now", clock.instant())
            .setParameter("id", id)
            .executeUpdate()
        > 0;
  }

  /** Returns an issue of a workspace. */
  public Optional<Issue> find(String workspaceId, String id) {
    return find(workspaceId, id, LockModeType.NONE);
  }

  private Optional<Issue> find(String workspaceId, String id, LockModeType lock) {
    return Optional.ofNullable(entities.find(Issue.class, id, lock))
        .filter(issue -> issue.workspaceId().equals(workspaceId));
  }

  /**
   * Changes the state of an issue. Waits for the transactions that write failed runs of the issue,
   * and later ones wait for this: each failure is before the change or reopens the issue.
   * Idempotent.
   *
   * @param version that the operator saw; empty to change any
   */
  public Changed change(
      String workspaceId, String id, IssueState next, Optional<Long> version, String by) {
    Instant now = clock.instant();
    Optional<Issue> found = find(workspaceId, id, LockModeType.PESSIMISTIC_WRITE);
    if (found.isEmpty()) {
      return Changed.UNKNOWN;
    }
    if (version.filter(it -> it != found.get().rowVersion()).isPresent()) {
      return Changed.STALE;
    }
    found.get().become(next, by, now);
    return Changed.YES;
  }
}
