package drawbridge.admin.replay.control;

import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the runs that bulk replays have started, by their current states. */
@Stateless
public class ReplayedRuns {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * The runs of a bulk replay that retention has not removed, by state. The list of runs shows the
   * same runs.
   */
  public record Counts(
      long queued, long running, long waiting, long succeeded, long failed, long cancelled) {

    private static Counts of(Map<RunState, Long> counts) {
      return new Counts(
          counts.getOrDefault(RunState.QUEUED, 0L),
          counts.getOrDefault(RunState.RUNNING, 0L),
          counts.getOrDefault(RunState.WAITING, 0L),
          counts.getOrDefault(RunState.SUCCEEDED, 0L),
          counts.getOrDefault(RunState.FAILED, 0L),
          counts.getOrDefault(RunState.CANCELLED, 0L));
    }

    /** Returns how many runs have not ended. */
    public long unfinished() {
      return queued + running + waiting;
    }
  }

  /**
   * Returns the counts of bulk replays. Reads one index entry for each run.
   *
   * @param replays ids, at most a page
   * @return counts by id, for each id
   */
  public Map<String, Counts> of(Collection<String> replays) {
    Map<String, Map<RunState, Long>> counted = new HashMap<>();
    replays.forEach(id -> counted.put(id, new EnumMap<>(RunState.class)));
    if (!replays.isEmpty()) {
      entities
          .createQuery(
              "select r.bulkReplay, r.state, count(r.id) from Run r where r.bulkReplay in :replays"
                  + " group by r.bulkReplay, r.state",
              Object[].class)
          .setParameter("replays", List.copyOf(replays))
          .getResultList()
          .forEach(
              row ->
                  counted
                      .computeIfAbsent((String) row[0], id -> new EnumMap<>(RunState.class))
                      .put((RunState) row[1], (Long) row[2]));
    }
    Map<String, Counts> counts = new HashMap<>();
    counted.forEach((id, states) -> counts.put(id, Counts.of(states)));
    return Map.copyOf(counts);
  }
}
