package drawbridge.admin.control.runs;

import drawbridge.admin.control.Predicates;
import drawbridge.platform.Ids;
import drawbridge.run.control.Requests;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.workflow.entity.Workflow;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Searches runs. Pages are cut by id, and ids sort by time. The cost does not depend on the
 * position of the page, and new runs shift no page.
 */
@Stateless
public class RunSearch {

  /** Approximate maximum number of runs that one search for a text reads. */
  public static final int MOST_SEARCHED = 20_000;

  /** Approximate maximum duration of one search for a text. */
  static final Duration PATIENCE = Duration.ofMillis(600);

  private static final int CHUNK = 500;
  private static final int MOST_RELATIVES = 1_000;
  private static final String LINES =
      "select new drawbridge.admin.control.runs.RunLine(r.id, r.state, r.workflowName, r.workflowId,"
          + " r.version, r.uid, r.requestId, r.acceptedAt, r.startedAt, r.endedAt, r.parentRun,"
          + " r.replayOf, substring(r.problem, 1, "
          + ProblemLine.BEGINNING
          + ")) from Run r where ";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @Inject Requests requests;

  /**
   * A page of runs, newest first.
   *
   * @param next start of the next page; empty on the last page. A search for a text reads a limited
   *     number of runs: its page may have few runs or none, and still have a next page
   * @param looked number of runs that a search for a text has read; 0 without a text
   */
  public record Page(List<RunLine> runs, Optional<String> next, int looked) {}

  /**
   * The relatives of a run.
   *
   * @param children runs that its steps started, oldest first
   * @param replays replays of the run, oldest first
   */
  public record Lineage(List<String> children, List<String> replays) {}

  /**
   * Returns a page of runs of a workspace. Without a text, the search uses indexes only, and its
   * cost does not depend on the number of runs. A text is searched in the JSON of runs, newest
   * first, until the page is full or {@link #MOST_SEARCHED} runs or {@link #PATIENCE} have passed.
   * The id of a run or a request finds its runs, however old, and no others.
   */
  public Page find(String workspaceId, RunQuery query) {
    RunStreams streams = new RunStreams(entities, workspaceId, query);
    if (query.text().isPresent()) {
      String text = query.text().get().strip();
      List<String> named = query.before().isEmpty() ? named(workspaceId, query, text) : List.of();
      return named.isEmpty()
          ? searchText(streams, workspaceId, query, text)
          : page(workspaceId, named, Optional.empty(), 0);
    }
    List<String> found = streams.newest(query.before(), query.limit() + 1);
    return found.size() <= query.limit()
        ? page(workspaceId, found, Optional.empty(), 0)
        : full(workspaceId, found.subList(0, query.limit()), 0);
  }

  /**
   * Returns the number of runs that {@link #find} lists on all pages.
   *
   * @param query without a text
   * @param most counts no further
   */
  public long count(String workspaceId, RunQuery query, int most) {
    return new RunStreams(entities, workspaceId, query).count(most);
  }

  private Page searchText(RunStreams streams, String workspaceId, RunQuery query, String text) {
    Instant end = clock.instant().plus(PATIENCE);
    List<String> found = new ArrayList<>();
    Optional<String> before = query.before();
    int looked = 0;
    while (true) {
      List<String> chunk = streams.newest(before, CHUNK);
      Set<String> hits = withText(chunk, text);
      for (String run : chunk) {
        looked++;
        if (hits.contains(run)) {
          found.add(run);
        }
        if (found.size() == query.limit()) {
          return full(workspaceId, found, looked);
        }
      }
      if (chunk.size() < CHUNK) {
        return page(workspaceId, found, Optional.empty(), looked);
      }
      before = Optional.of(chunk.get(chunk.size() - 1));
      if (looked >= MOST_SEARCHED || clock.instant().isAfter(end)) {
        return page(workspaceId, found, before, looked);
      }
    }
  }

  /** Returns the runs whose id or request id is the text, at most a page. */
  private List<String> named(String workspaceId, RunQuery query, String text) {
    return Ids.isUuid(text)
        ? Stream.of("r.id = :named", "r.requestId = :named")
            .flatMap(
                predicate ->
                    RunPredicates.of(workspaceId, query.withoutText())
                        .and(predicate, Map.of("named", text.toLowerCase(Locale.ROOT)))
                        .query(entities, String.class, "select r.id from Run r", "r.id desc")
                        .setMaxResults(query.limit())
                        .getResultList()
                        .stream())
            .distinct()
            .limit(query.limit())
            .toList()
        : List.of();
  }

  private Page full(String workspaceId, List<String> ids, int looked) {
    return page(workspaceId, ids, Optional.of(ids.get(ids.size() - 1)), looked);
  }

  private Page page(String workspaceId, List<String> ids, Optional<String> next, int looked) {
    List<RunLine> lines = new ArrayList<>(lines(workspaceId, ids));
    Collections.reverse(lines);
    return new Page(List.copyOf(lines), next, looked);
  }

  private Set<String> withText(List<String> runs, String text) {
    if (runs.isEmpty()) {
      return Set.of();
    }
    Predicates predicates = new Predicates().and("r.id in :ids", Map.of("ids", runs));
    return new HashSet<>(
        RunPredicates.withText(predicates, text)
            .query(entities, String.class, "select r.id from Run r", "r.id")
            .getResultList());
  }

  /** Returns the runs of these ids in a workspace, oldest first. Ignores unknown ids. */
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

  /** Returns the run of this id in a workspace; empty when the text is no id or is unknown. */
  public Optional<Run> find(String workspaceId, String id) {
    return Optional.of(id)
        .filter(Ids::isUuid)
        .map(it -> entities.find(Run.class, it.toLowerCase(Locale.ROOT)))
        .filter(run -> run.workspaceId().equals(workspaceId));
  }

  /** Returns the newest runs of a workflow, newest first. */
  public List<Run> newestOf(Workflow workflow, int most) {
    RunQuery query = RunQuery.ofWorkflow(workflow.id(), most);
    return new RunStreams(entities, workflow.workspaceId(), query)
        .newest(query.before(), most).stream()
            .map(id -> entities.find(Run.class, id))
            .filter(Objects::nonNull)
            .toList();
  }

  /** Returns what the expressions of a run see of its request, as JSON; empty without a row. */
  public Optional<String> requestOf(Run run) {
    return requests.textOf(run);
  }

  /** Returns a value of a run as stored JSON; empty when the run has none. */
  public Optional<String> value(Run run, RunValue value) {
    return value.in(run, this);
  }

  /**
   * Returns the relatives of a run, at most 1,000 of each kind. Replays have the request id of
   * their original.
   */
  public Lineage lineage(Run run) {
    Predicates replays =
        new Predicates()
            .and(
                "r.requestId = :request and r.replayOf = :id",
                Map.of("id", run.id(), "request", run.requestId()));
    return new Lineage(
        ids(new Predicates().and("r.parentRun = :id", Map.of("id", run.id()))), ids(replays));
  }

  private List<String> ids(Predicates predicates) {
    return List.copyOf(
        predicates
            .query(entities, String.class, "select r.id from Run r", "r.id")
            .setMaxResults(MOST_RELATIVES)
            .getResultList());
  }

  /** Returns the states of runs, by id. Omits runs that retention removed. */
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
