package drawbridge.admin.replay.control;

import drawbridge.admin.control.Predicates;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reduces runs that match a query to the runs that a bulk replay replays, each once. A replay is
 * represented by its original, also when only the replay matches. A child run is left out when a
 * run that started it, or the original of that run, is replayed: its steps start the child again.
 */
@Stateless
public class Originals {

  /** The order of runs by id. */
  static final String OLDEST = "r.id";

  private static final String MATCHES =
      "select new drawbridge.admin.replay.control.Originals.Match(r.id, r.requestId, r.replayOf,"
          + " r.parentRun) from Run r";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * A run and the runs that it comes from.
   *
   * @param replayOf of a replay: the replayed run
   * @param parent of a child: the run whose step started it
   */
  public record Match(
      String id, String requestId, @Nullable String replayOf, @Nullable String parent) {

    boolean isDerived() {
      return replayOf != null || parent != null;
    }
  }

  /**
   * Returns the matching runs, oldest first.
   *
   * @param order JPQL of an order by id
   */
  public List<Match> matches(Predicates predicates, String order, int most) {
    return predicates
        .query(entities, Match.class, MATCHES, order)
        .setMaxResults(most)
        .getResultList();
  }

  /**
   * Returns the ids of the runs to replay for a part of the matching runs. No other part returns
   * them.
   *
   * @param all the predicates of all matching runs
   */
  public List<String> of(List<Match> part, Predicates all) {
    Set<String> requests =
        part.stream().filter(Match::isDerived).map(Match::requestId).collect(Collectors.toSet());
    return requests.isEmpty()
        ? part.stream().map(Match::id).toList()
        : new Kinship(derived(requests), matching(requests, all)).originals(part, this::stored);
  }

  /** Reads the replays and children of requests: both have the request id of their origin. */
  private Map<String, Match> derived(Set<String> requests) {
    return matches(
            new Predicates()
                .and(
                    "r.requestId in :requests"
                        + " and (r.replayOf is not null or r.parentRun is not null)",
                    Map.of("requests", List.copyOf(requests))),
            OLDEST,
            Integer.MAX_VALUE)
        .stream()
        .collect(Collectors.toMap(Match::id, Function.identity()));
  }

  private List<String> matching(Set<String> requests, Predicates all) {
    return all.and("r.requestId in :requests", Map.of("requests", List.copyOf(requests)))
        .query(entities, String.class, "select r.id from Run r", "r.id")
        .getResultList();
  }

  private Set<String> stored(Set<String> ids) {
    return Set.copyOf(
        new Predicates()
            .and("r.id in :ids", Map.of("ids", List.copyOf(ids)))
            .query(entities, String.class, "select r.id from Run r", "r.id")
            .getResultList());
  }

  /** How the runs of some requests come from each other. */
  private static final class Kinship {

    private final Map<String, Match> derived;

    /** The oldest matching run by origin. */
    private final Map<String, String> first = new HashMap<>();

    Kinship(Map<String, Match> derived, List<String> matching) {
      this.derived = derived;
      matching.forEach(id -> first.putIfAbsent(origin(id), id));
    }

    List<String> originals(List<Match> part, Function<Set<String>, Set<String>> stored) {
      List<String> chosen =
          part.stream()
              .filter(it -> !it.isDerived() || (isFirst(it.id()) && !isStartedAgain(it.id())))
              .map(Match::id)
              .toList();
      Set<String> origins = chosen.stream().map(this::origin).collect(Collectors.toSet());
      Set<String> left = origins.isEmpty() ? Set.of() : stored.apply(origins);
      return chosen.stream().map(id -> oldest(id, left)).toList();
    }

    private boolean isFirst(String id) {
      return id.equals(first.get(origin(id)));
    }

    /** Returns whether a run is replayed whose steps start this run again. */
    private boolean isStartedAgain(String id) {
      for (String run = parent(id); run != null; run = parent(run)) {
        if (first.containsKey(origin(run))) {
          return true;
        }
      }
      return false;
    }

    /** Returns the run whose step started the run or its origin; null without one. */
    private @Nullable String parent(String id) {
      Match origin = derived.get(origin(id));
      return origin == null ? null : origin.parent();
    }

    /** Returns the run at the end of the replays of replays; retention may have removed it. */
    private String origin(String id) {
      String origin = id;
      for (Match it = derived.get(id); it != null && it.replayOf() != null; ) {
        origin = it.replayOf();
        it = derived.get(origin);
      }
      return origin;
    }

    /** Returns the origin, or the oldest replay of it that retention has left. */
    private String oldest(String id, Set<String> left) {
      String oldest = id;
      for (Match it = derived.get(id); it != null && isLeft(it.replayOf(), left); ) {
        oldest = Objects.requireNonNull(it.replayOf());
        it = derived.get(oldest);
      }
      return oldest;
    }

    private boolean isLeft(@Nullable String id, Set<String> left) {
      return id != null && (left.contains(id) || derived.containsKey(id));
    }
  }
}
