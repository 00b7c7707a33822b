package drawbridge.admin.control.journal;

import drawbridge.admin.control.Page;
import drawbridge.run.control.RunAges;
import drawbridge.run.entity.Run;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the journal of a run page by page. A journal may have ten thousand steps of a megabyte
 * each.
 */
@Stateless
public class StepLines {

  private static final String SELECT =
      "select new drawbridge.admin.control.journal.StepLine(s.key, s.position, s.task, s.kind,"
          + " s.status, s.attempt, "
          + given("input")
          + given("output")
          + given("error")
          + "s.dueAt, s.startedAt, s.endedAt)"
          + " from Step s where s.runId = :run and s.position >= :from order by s.position";

  private static String given(String value) {
    return "case when s." + value + " is null then false else true end, ";
  }

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject RunAges ages;
  @Inject Clock clock;

  /** Returns whether retention has removed the journal of a run. */
  public boolean isRemoved(Run run) {
    return ages.steps().isPassedBy(run.endedAt(), clock.instant());
  }

  /** Returns a value of the step at a position as stored JSON; empty when it has none. */
  public Optional<String> value(String runId, int position, StepValue value) {
    return entities
        .createQuery(
            "select s." + value.label() + " from Step s where s.runId = :run and s.position = :at",
            String.class)
        .setParameter("run", runId)
        .setParameter("at", position)
        .getResultStream()
        .filter(Objects::nonNull)
        .findFirst();
  }

  /**
   * Returns the outputs of the first done steps.
   *
   * @param most maximum number of steps
   * @param length maximum number of characters of an output; longer ones are cut
   */
  public List<StepOutput> outputs(String runId, int most, int length) {
    return entities
        .createQuery(
            "select new drawbridge.admin.control.journal.StepOutput(s.task,"
                + " substring(s.output, 1, :length)) from Step s where s.runId = :run"
                + " and s.status = 'DONE' and s.output is not null order by s.position",
            StepOutput.class)
        .setParameter("run", runId)
        .setParameter("length", length)
        .setMaxResults(most)
        .getResultList();
  }

  /** Returns a page of the steps from a position on; its cursor is a position. */
  public Page<StepLine, Integer> of(String runId, int from, int most) {
    List<StepLine> found =
        entities
            .createQuery(SELECT, StepLine.class)
            .setParameter("run", runId)
            .setParameter("from", from)
            .setMaxResults(most + 1)
            .getResultList();
    return Page.of(found, most, step -> step.position() + 1);
  }
}
