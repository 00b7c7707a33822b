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

/**
 * Reads the journal of a run page by page. A journal may have ten thousand steps of a megabyte
 * each.
 */
@Stateless
public class StepLines {

  /** Maximum number of characters of a text; longer texts are cut. */
  public static final int LONGEST_TEXT = 20_000;

  private static final String SELECT =
      "select new drawbridge.admin.control.journal.StepLine(s.key, s.position, s.task, s.kind,"
          + " s.status, s.attempt, substring(s.input, 1, :most), substring(s.output, 1, :most),"
          + " substring(s.error, 1, :most), s.dueAt, s.startedAt, s.endedAt)"
          + " from Step s where s.runId = :run and s.position >= :from order by s.position";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject RunAges ages;
  @Inject Clock clock;

  /** Returns whether retention has removed the journal of a run. */
  public boolean isRemoved(Run run) {
    return ages.steps().isPassedBy(run.endedAt(), clock.instant());
  }

  /** Returns a page of the steps from a position on; its cursor is a position. */
  public Page<StepLine, Integer> of(String runId, int from, int most) {
    List<StepLine> found =
        entities
            .createQuery(SELECT, StepLine.class)
            .setParameter("run", runId)
            .setParameter("from", from)
            .setParameter("most", LONGEST_TEXT + 1)
            .setMaxResults(most + 1)
            .getResultList();
    return Page.of(found, most, step -> step.position() + 1);
  }
}
