package drawbridge.run.worker;

import drawbridge.run.control.Steps;
import drawbridge.run.entity.Step;
import drawbridge.run.journal.Journal;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import drawbridge.run.slots.RunLease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one leased run: the steps in the table at the time of the claim, and the records
 * that were noted after it. Steps are read when the run reaches them, and the data of ended ones
 * are dropped when they are in the table. Thread safe.
 */
final class JpaJournal implements Journal {

  private final RunLease lease;
  private final Steps steps;
  private final BooleanSupplier cancelled;
  private final Map<String, Step> earlier = new HashMap<>();
  private final Map<String, StepRecord> known = new HashMap<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, StepRecord> noted = new LinkedHashMap<>();
  private int written;

  /**
   * @param inTable steps in the table, in the order of their positions
   */
  JpaJournal(RunLease lease, List<Step> inTable, Steps steps, BooleanSupplier cancelled) {
    this.lease = lease;
    this.steps = steps;
    this.cancelled = cancelled;
    for (Step step : inTable) {
      earlier.put(step.key(), step);
      positions.put(step.key(), step.position());
      written = Math.max(written, step.position() + 1);
    }
  }

  @Override
  public synchronized @Nullable StepRecord find(String key) {
    StepRecord record = known.get(key);
    Step step = record == null ? earlier.get(key) : null;
    return step == null
        ? record
        : UnreadableRun.read("journal, step " + key, () -> Steps.record(step));
  }

  @Override
  public synchronized void note(StepRecord record) {
    known.put(record.key(), record);
    noted.put(record.key(), record);
  }

  @Override
  public synchronized void commit(StepRecord record) throws LeaseLost {
    note(record);
    write();
  }

  @Override
  public synchronized void write() throws LeaseLost {
    List<Steps.Line> lines = pending();
    if (!lines.isEmpty() && !steps.write(lease, lines)) {
      throw new LeaseLost("epoch " + lease.epoch() + " is not valid");
    }
    markWritten(lines);
  }

  @Override
  public boolean isCancelled() {
    return cancelled.getAsBoolean();
  }

  /** Returns whether any step is in the table. */
  synchronized boolean isCommitted() {
    return written > 0;
  }

  /** Returns the noted lines that are not in the table, to write with the run's end or wait. */
  synchronized List<Steps.Line> pending() {
    List<Steps.Line> lines = new ArrayList<>();
    int next = written;
    for (StepRecord record : noted.values()) {
      Integer position = positions.get(record.key());
      lines.add(new Steps.Line(record, position == null ? next++ : position, position == null));
    }
    return lines;
  }

  private void markWritten(List<Steps.Line> lines) {
    for (Steps.Line line : lines) {
      StepRecord record = line.record();
      positions.put(record.key(), line.position());
      known.put(record.key(), record.isEnded() ? record.withoutData() : record);
      written = Math.max(written, line.position() + 1);
    }
    noted.clear();
  }
}
