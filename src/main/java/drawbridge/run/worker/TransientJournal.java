package drawbridge.run.worker;

import drawbridge.run.control.Steps;
import drawbridge.run.interpreter.Journal;
import drawbridge.run.interpreter.LeaseLost;
import drawbridge.run.interpreter.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a run that is not in the store yet, in memory and for one thread. Nothing can be
 * committed for such a run, and so it comes to no effect outside: that is committed before it
 * happens (X2).
 */
final class TransientJournal implements Journal {

  private final BooleanSupplier tooLong;
  private final Map<String, StepRecord> noted = new LinkedHashMap<>();

  /**
   * @param tooLong whether the run shall stop, since it is not as short as it was thought to be
   */
  TransientJournal(BooleanSupplier tooLong) {
    this.tooLong = tooLong;
  }

  @Override
  public @Nullable StepRecord find(String key) {
    return noted.get(key);
  }

  @Override
  public void note(StepRecord record) {
    noted.put(record.key(), record);
  }

  @Override
  public void commit(StepRecord record) throws LeaseLost {
    throw new LeaseLost("it is not opened yet");
  }

  @Override
  public boolean isCancelled() {
    return tooLong.getAsBoolean();
  }

  /** All of it. */
  List<Steps.Line> lines() {
    List<Steps.Line> lines = new ArrayList<>();
    noted.values().forEach(record -> lines.add(new Steps.Line(record, lines.size(), true)));
    return lines;
  }
}
