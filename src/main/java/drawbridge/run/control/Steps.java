package drawbridge.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import drawbridge.platform.store.BulkInsert;
import drawbridge.platform.store.Rows;
import drawbridge.run.entity.Step;
import drawbridge.run.journal.StepRecord;
import drawbridge.run.slots.RunLease;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes journals (X2). */
@Stateless
public class Steps {

  private static final BulkInsert<Step> INSERT =
      BulkInsert.<Step>into("step")
          .text("run_id", Step::runId)
          .text("step_key", Step::key)
          .number("position", Step::position)
          .text("task", Step::task)
          .text("kind", Step::kind)
          .text("status", Step::status)
          .number("attempt", Step::attempt)
          .longText("input", Step::input)
          .longText("output", Step::output)
          .longText("error", Step::error)
          .time("due_at", Step::dueAt)
          .time("started_at", Step::startedAt)
          .time("ended_at", Step::endedAt)
          .orFail();

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject RunCounters counters;

  /**
   * A journal line to write.
   *
   * @param isNew false when the step is in the table
   */
  public record Line(StepRecord record, int position, boolean isNew) {}

  /** Returns the journal of a run, in the order of the first writes. */
  public List<Step> of(String runId) {
    return entities
        .createQuery("select s from Step s where s.runId = :run order by s.position", Step.class)
        .setParameter("run", runId)
        .getResultList();
  }

  /**
   * Returns steps of a run from a position on, in the order of the first writes.
   *
   * @param most maximum number of steps
   */
  public List<Step> of(String runId, int from, int most) {
    return entities
        .createQuery(
            "select s from Step s where s.runId = :run and s.position >= :from order by s.position",
            Step.class)
        .setParameter("run", runId)
        .setParameter("from", from)
        .setMaxResults(most)
        .getResultList();
  }

  /** Returns the number of characters in the journal of a run, without reading them. */
  public long length(String runId) {
    return entities
        .createQuery(
            "select coalesce(sum(coalesce(length(s.input), 0) + coalesce(length(s.output), 0)"
                + " + coalesce(length(s.error), 0)), 0) from Step s where s.runId = :run",
            Number.class)
        .setParameter("run", runId)
        .getSingleResult()
        .longValue();
  }

  /**
   * Writes lines in a separate transaction.
   *
   * @return false when the lease is lost, and nothing was written
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean write(RunLease lease, List<Line> lines) {
    int held =
        entities
            .createQuery(
                "update Run r set r.epoch = r.epoch where r.id = :run and r.epoch = :epoch"
                    + " and r.state = drawbridge.run.entity.RunState.RUNNING")
            .setParameter("run", lease.id())
            .setParameter("epoch", lease.epoch())
            .executeUpdate();
    if (held == 0) {
      return false;
    }
    add(Map.of(lease.id(), lines));
    return true;
  }

  /**
   * Writes lines in the caller's transaction, which has checked the leases.
   *
   * @param lines by run id
   */
  public void add(Map<String, List<Line>> lines) {
    List<Step> inserted = new ArrayList<>();
    lines.forEach(
        (run, ofRun) -> {
          for (Line line : ofRun) {
            counters.stepped(line.record());
            if (line.isNew()) {
              inserted.add(step(run, line));
            } else {
              Step.Key key = new Step.Key(run, line.record().key());
              proceed(Objects.requireNonNull(entities.find(Step.class, key)), line.record());
            }
          }
        });
    INSERT.execute(entities, inserted);
  }

  /**
   * Returns the rows of new lines, to insert with their runs. Does not count them.
   *
   * @param lines by run id
   */
  public Rows ofNewRuns(Map<String, List<Line>> lines) {
    List<Step> inserted = new ArrayList<>();
    lines.forEach((run, ofRun) -> ofRun.forEach(line -> inserted.add(step(run, line))));
    return INSERT.of(inserted);
  }

  /** Counts lines that were inserted with their runs. */
  public void count(Map<String, List<Line>> lines) {
    lines.values().forEach(ofRun -> ofRun.forEach(line -> counters.stepped(line.record())));
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
    proceed(step, record);
    return step;
  }

  private static void proceed(Step step, StepRecord record) {
    step.proceed(
        record.status().name(),
        text(record.input()),
        text(record.output()),
        text(record.error()),
        record.dueAt(),
        record.endedAt());
  }

  /** Returns copies of another run's lines, to insert with their new run. */
  public Rows copies(String runId, List<Step> lines) {
    List<Step> copies = new ArrayList<>();
    for (Step line : lines) {
      copies.add(line.copy(new Step.Key(runId, line.key()), copies.size()));
    }
    return INSERT.of(copies);
  }

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

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null ? null : Json.write(node);
  }
}
