package drawbridge.run.worker;

import drawbridge.run.control.Steps;
import drawbridge.run.journal.Journal;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a run that is not in the store yet, in memory. It refuses commits, and so the run
 * has no outside effects, which need a commit first (X2). Not thread safe.
 */
final class TransientJournal implements Journal {

  private final BooleanSupplier isOverdue;
  private final Map<String, StepRecord> records = new LinkedHashMap<>();

  /**
   * @param isOverdue whether the run must stop, because it is not short
   */
  TransientJournal(BooleanSupplier isOverdue) {
    this.isOverdue = isOverdue;
  }

  @Override
  public @Nullable StepRecord find(String key) {
    return records.get(key);
  }

  @Override
  public void note(StepRecord record) {
    records.put(record.key(), record);
  }

  @Override
  public void commit(StepRecord record) throws LeaseLost {
    write();
  }

  @Override
  public void write() throws LeaseLost {
    throw new LeaseLost("the run needs a commit, and is not in the store yet");
  }

  @Override
  public boolean isCancelled() {
    return isOverdue.getAsBoolean();
  }

  /** Returns all lines, in order. */
  List<Steps.Line> lines() {
    List<Steps.Line> lines = new ArrayList<>();
    records.values().forEach(record -> lines.add(new Steps.Line(record, lines.size(), true)));
    return lines;
  }
}
