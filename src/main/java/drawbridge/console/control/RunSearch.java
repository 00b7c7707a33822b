package drawbridge.console.control;

import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The read models of runs. Pages are cut by id, which sorts by time: a page costs the same however
 * deep it lies, and runs that arrive meanwhile shift nothing.
 */
@Stateless
public class RunSearch {

  /** About so many runs are read for a text in one search. */
  public static final int LOOKED_AT_ONCE = 20_000;

  /** About so long a search for a text goes on. */
  static final Duration PATIENCE = Duration.ofMillis(600);

  private static final int CHUNK = 500;
  private static final int MOST_RELATIVES = 1_000;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /**
   * A page of runs, newest first.
   *
   * @param next where the next page starts; empty when there is none. A search for a text may look
   *     at so many runs only: its page may have few runs, or none, and still a next one
   * @param looked how many runs a search for a text has read; 0 without a text
   */
  public record Page(List<RunLine> runs, Optional<String> next, int looked) {}

  /**
   * Where a run comes from and what came of it.
   *
   * @param children runs that its steps started, oldest first
   * @param replays runs that repeated it, oldest first
   */
  public record Lineage(List<String> children, List<String> replays) {}

  /**
   * A page of a workspace's runs. Without a text it is a look into indexes, and costs the same
   * however many runs there are. A text is looked for in the JSON of runs, newest first, until the
   * page is full or {@link #LOOKED_AT_ONCE} runs or {@link #PATIENCE} have passed.
   */
  public Page find(String workspaceId, RunQuery query) {
    RunStreams streams = new RunStreams(entities, workspaceId, query);
    if (query.text().isPresent()) {
      return walk(streams, query, query.text().get());
    }
    List<RunLine> found = streams.newest(query.before(), query.limit() + 1);
    return found.size() <= query.limit()
        ? new Page(found, Optional.empty(), 0)
        : full(found.subList(0, query.limit()), 0);
  }

  private Page walk(RunStreams streams, RunQuery query, String text) {
    Instant end = clock.instant().plus(PATIENCE);
    List<RunLine> found = new ArrayList<>();
    Optional<String> before = query.before();
    int looked = 0;
    while (true) {
      List<RunLine> chunk = streams.newest(before, CHUNK);
      Set<String> hits = withText(chunk, text);
      for (RunLine run : chunk) {
        looked++;
        if (hits.contains(run.id())) {
          found.add(run);
        }
        if (found.size() == query.limit()) {
          return full(found, looked);
        }
      }
      if (chunk.size() < CHUNK) {
        return new Page(List.copyOf(found), Optional.empty(), looked);
      }
      before = Optional.of(chunk.get(chunk.size() - 1).id());
      if (looked >= LOOKED_AT_ONCE || clock.instant().isAfter(end)) {
        return new Page(List.copyOf(found), before, looked);
      }
    }
  }

  private static Page full(List<RunLine> runs, int looked) {
    return new Page(List.copyOf(runs), Optional.of(runs.get(runs.size() - 1).id()), looked);
  }

  private Set<String> withText(List<RunLine> runs, String text) {
    if (runs.isEmpty()) {
      return Set.of();
    }
    RunText wanted = RunText.of(text);
    TypedQuery<String> select =
        entities
            .createQuery(
                "select r.id from Run r where r.id in :ids and " + wanted.predicate(), String.class)
            .setParameter("ids", runs.stream().map(RunLine::id).toList());
    wanted.parameters().forEach(select::setParameter);
    return new HashSet<>(select.getResultList());
  }

  /** Some of a workspace's runs, oldest first; those that are gone are left out. */
  public List<RunLine> lines(String workspaceId, List<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : entities
            .createQuery(
                RunStreams.LINES + "r.workspaceId = :workspace and r.id in :ids order by r.id",
                RunLine.class)
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
