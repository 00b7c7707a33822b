package drawbridge.admin.control.journal;

import drawbridge.run.control.RunAges;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the timelines of runs in two statements, which read no values of steps. */
@Stateless
public class RunTimelines {

  private static final String STEPS =
      "select s.position, s.key, s.task, s.kind, s.status, s.attempt, s.startedAt, s.endedAt,"
          + " s.dueAt from Step s where s.runId = :run order by s.position";
  private static final String CHILDREN =
      "select r.parentStep, r.id, r.state from Run r where r.parentRun = :run order by r.id";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject RunAges ages;
  @Inject Clock clock;

  public RunTimeline of(Run run) {
    Map<String, RunTimeline.Child> children = new HashMap<>();
    rows(CHILDREN, run)
        .forEach(
            row ->
                children.put(
                    (String) row[0], new RunTimeline.Child((String) row[1], (RunState) row[2])));
    List<RunTimeline.Line> steps =
        rows(STEPS, run).stream().map(row -> line(row, run.acceptedAt(), children)).toList();
    boolean isRemoved = ages.steps().isPassedBy(run.endedAt(), clock.instant());
    return new RunTimeline(
        run.id(), run.state(), run.acceptedAt(), run.endedAt(), steps, isRemoved ? true : null);
  }

  private List<Object[]> rows(String query, Run run) {
    return entities
        .createQuery(query, Object[].class)
        .setParameter("run", run.id())
        .getResultList();
  }

  private static RunTimeline.Line line(
      Object[] row, Instant zero, Map<String, RunTimeline.Child> children) {
    return new RunTimeline.Line(
        (Integer) row[0],
        (String) row[1],
        (String) row[2],
        (String) row[3],
        ((String) row[4]).toLowerCase(Locale.ROOT),
        (Integer) row[5],
        Duration.between(zero, (Instant) row[6]).toMillis(),
        millis(zero, (Instant) row[7]),
        millis(zero, (Instant) row[8]),
        children.get((String) row[1]));
  }

  private static @Nullable Long millis(Instant zero, @Nullable Instant at) {
    return at == null ? null : Duration.between(zero, at).toMillis();
  }
}
