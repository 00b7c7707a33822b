package drawbridge.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import drawbridge.run.control.bench.Claimed;
import drawbridge.run.entity.Step;
import drawbridge.run.interpreter.StepRecord;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The journal's table (X2). */
@Stateless
public class Steps {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject RunFigures figures;

  /**
   * One line to write.
   *
   * @param isNew false when the key was written before
   */
  public record Line(StepRecord record, int position, boolean isNew) {}

  /** The journal of a run, in the order of writing. */
  public List<Step> of(String runId) {
    return entities
        .createQuery("select s from Step s where s.runId = :run order by s.position", Step.class)
        .setParameter("run", runId)
        .getResultList();
  }

  /**
   * Writes lines in a transaction of their own, if the run is still held under that epoch.
   *
   * @return false when it is not; nothing was written then
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean write(Claimed claimed, List<Line> lines) {
    int held =
        entities
            .createQuery(
                "update Run r set r.epoch = r.epoch where r.id = :run and r.epoch = :epoch"
                    + " and r.state = drawbridge.run.entity.RunState.RUNNING")
            .setParameter("run", claimed.id())
            .setParameter("epoch", claimed.epoch())
            .executeUpdate();
    if (held == 0) {
      return false;
    }
    add(claimed.id(), lines);
    return true;
  }

  /** Writes lines in the caller's transaction, which has checked that the run is held. */
  public void add(String runId, List<Line> lines) {
    for (Line line : lines) {
      if (line.record().isEnded()) {
        figures.stepped(line.record());
      }
      if (line.isNew()) {
        entities.persist(step(runId, line));
      } else {
        proceed(runId, line.record());
      }
    }
  }

  private static Step step(String runId, Line line) {
    StepRecord record = line.record();
    Step step =
        new Step(
            new Step.Key(runId, record.key()),
            line.position(),
            record.task(),
            record.kind(),
            record.attempt(),
            record.startedAt());
    step.proceed(record.status().name(), texts(record), record.dueAt(), record.endedAt());
    return step;
  }

  private void proceed(String runId, StepRecord record) {
    Step step = entities.find(Step.class, new Step.Key(runId, record.key()));
    Objects.requireNonNull(step, "a step that was written before")
        .proceed(record.status().name(), texts(record), record.dueAt(), record.endedAt());
  }

  /**
   * Gives a run, opened in the caller's transaction, lines of another one's journal to begin with.
   */
  public void copy(String runId, List<Step> lines) {
    entities.flush(); // lines refer to their run, and JPA does not know
    int position = 0;
    for (Step line : lines) {
      Step.Key key = new Step.Key(runId, line.key());
      Step copy =
          new Step(key, position++, line.task(), line.kind(), line.attempt(), line.startedAt());
      Step.Texts texts = new Step.Texts(line.input(), line.output(), line.error());
      copy.proceed(line.status(), texts, line.dueAt(), line.endedAt());
      entities.persist(copy);
    }
  }

  /** A line as the interpreter knows it. */
  public static StepRecord record(Step step) {
    return new StepRecord(
        step.key(),
        step.task(),
        step.kind(),
        StepRecord.Status.valueOf(step.status().toUpperCase(Locale.ROOT)),
        step.attempt(),
        Json.readOrNull(step.input()),
        Json.readOrNull(step.output()),
        Json.readOrNull(step.error()),
        step.dueAt(),
        step.startedAt(),
        step.endedAt());
  }

  private static Step.Texts texts(StepRecord record) {
    return new Step.Texts(text(record.input()), text(record.output()), text(record.error()));
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null ? null : Json.write(node);
  }
}
