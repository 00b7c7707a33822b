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

/** Reads the nodes and the unfinished runs of all nodes. Reads no rows of ended runs. */
@Stateless
public class ClusterStatus {

  /**
   * Counts by workflow and state. Both stores answer the scalar subqueries from the index on these
   * columns; for a list of states or a join they may read every run of a workflow.
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
   * The status at one time.
   *
   * @param nodes nodes with a heartbeat in the last hour, oldest first
   * @param unfinished number of runs for every state that is not final
   * @param due number of runs that are ready and wait for a node; excludes runs of paused workflows
   *     and runs that wait for a time or a child
   * @param oldestDue longest wait of a due run; empty without due runs
   */
  public record View(
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

  /** Queries the store. Failures of the store are thrown. */
  public View read() {
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

  /** All queued runs are due; their count is reused instead of queried again. */
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
