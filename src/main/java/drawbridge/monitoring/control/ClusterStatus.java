package drawbridge.monitoring.control;

import drawbridge.platform.store.InstantColumn;
import drawbridge.run.control.Nodes;
import drawbridge.run.control.RunSettings;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the house stands at this moment, on all nodes. Reads rows of unfinished runs and nothing of
 * those that have ended, however many they are.
 */
@Stateless
public class ClusterStatus {

  /**
   * Counted lane by lane: both stores look up a scalar subquery in the index of lanes, where a list
   * of states, or a join, would tempt them to read every run of a workflow.
   */
  private static final String LANES =
      "select "
          + count("'QUEUED'")
          + ", "
          + count("'RUNNING'")
          + ", "
          + count("'WAITING'")
          + ", "
          + count("'WAITING' and r.due_at between 0 and ?1")
          + ", case when w.paused then 0 else 1 end"
          + ", case when w.paused then null else "
          + oldest("QUEUED")
          + " end, "
          + oldest("WAITING")
          + " from workflow w";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Nodes nodes;
  @Inject RunSettings settings;
  @Inject Clock clock;

  /**
   * What a look saw.
   *
   * @param at when, by this node's clock
   * @param nodes that were seen within the last hour, the oldest first
   * @param unfinished runs by state: every state that is not final, 0 where there are none
   * @param due runs that wait for a node now: all that could begin or go on; those that a pause
   *     holds, or that wait for a time or a child, are not among them
   * @param oldestDue how long the longest of them has waited; empty when none waits
   */
  public record View(
      Instant at,
      List<Nodes.Seen> nodes,
      Map<RunState, Long> unfinished,
      long due,
      Optional<Duration> oldestDue) {
    public View {
      nodes = List.copyOf(nodes);
      unfinished = Map.copyOf(unfinished);
    }
  }

  private static String count(String state) {
    return "(select count(*) from run r where r.workflow_id = w.id and r.state = " + state + ")";
  }

  private static String oldest(String state) {
    return "(select r.due_at from run r where r.workflow_id = w.id and r.state = '"
        + state
        + "' and r.due_at between 0 and ?1"
        + " order by r.workflow_id, r.state, r.due_at, r.id limit 1)";
  }

  /** Looks; throws what the store throws. */
  public View look() {
    Instant now = clock.instant();
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<Object[]> lanes =
        entities
            .createNativeQuery(LANES)
            .setParameter(1, InstantColumn.micros(now))
            .getResultList();
    Map<RunState, Long> unfinished = new EnumMap<>(RunState.class);
    unfinished.put(RunState.QUEUED, sum(lanes, 0));
    unfinished.put(RunState.RUNNING, sum(lanes, 1));
    unfinished.put(RunState.WAITING, sum(lanes, 2));
    return new View(
        now,
        nodes.seen(settings.nodeTimeout()),
        unfinished,
        lanes.stream().mapToLong(ClusterStatus::due).sum(),
        oldest(lanes, now));
  }

  private static long sum(List<Object[]> lanes, int column) {
    return lanes.stream().mapToLong(lane -> number(lane[column])).sum();
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
  }

  /** New runs are due from the beginning, and are counted once: they may be many. */
  private static long due(Object[] lane) {
    return number(lane[3]) + number(lane[4]) * number(lane[0]);
  }

  private static Optional<Duration> oldest(List<Object[]> lanes, Instant now) {
    return lanes.stream()
        .flatMap(lane -> Stream.of(5, 6).map(column -> lane[column]))
        .filter(Objects::nonNull)
        .map(due -> InstantColumn.instant(((Number) due).longValue()))
        .min(Comparator.naturalOrder())
        .map(due -> Duration.between(due, now));
  }
}
