package drawbridge.run.journal;

import drawbridge.platform.compute.Turn;
import drawbridge.platform.json.JsonBytes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes that a run has in its journal, and writes steps without an effect in slices, so
 * that they do not fill the memory until the next commit. A resumed run counts a step again when it
 * reaches it, and so exceeds a limit at the same step. Thread safe.
 */
public final class MeasuredJournal implements Journal {

  /** Bytes of noted records after which they are written. */
  private static final long SLICE = 256 * 1024;

  private final Journal journal;
  private final Map<String, Long> sizes = new HashMap<>();
  private long stored;
  private long unwritten;

  public MeasuredJournal(Journal journal) {
    this.journal = journal;
  }

  @Override
  public @Nullable StepRecord find(String key) {
    StepRecord record = journal.find(key);
    if (record != null && !isCounted(key)) {
      count(key, size(record));
    }
    return record;
  }

  private synchronized boolean isCounted(String key) {
    return sizes.containsKey(key);
  }

  private synchronized void count(String key, long size) {
    Long before = sizes.put(key, size);
    stored += size - (before == null ? 0 : before);
  }

  private static long size(StepRecord record) {
    return JsonBytes.of(record.input())
        + JsonBytes.of(record.output())
        + JsonBytes.of(record.error());
  }

  @Override
  public void note(StepRecord record) {
    journal.note(record);
    noted(record);
  }

  private synchronized void noted(StepRecord record) {
    long size = size(record);
    count(record.key(), size);
    unwritten += size;
  }

  @Override
  public void commit(StepRecord record) throws LeaseLost {
    count(record.key(), size(record));
    long now = unwritten();
    written(
        Turn.whilePaused(
            () -> {
              journal.commit(record);
              return now;
            }));
  }

  @Override
  public void write() throws LeaseLost {
    long now = unwritten();
    written(
        Turn.whilePaused(
            () -> {
              journal.write();
              return now;
            }));
  }

  /** Writes the noted records if they are a slice. */
  public void writeSlice() throws LeaseLost {
    if (unwritten() > SLICE) {
      write();
    }
  }

  private synchronized long unwritten() {
    return unwritten;
  }

  private synchronized void written(long bytes) {
    unwritten -= bytes;
  }

  @Override
  public boolean isCancelled() {
    return journal.isCancelled();
  }

  /** Returns the bytes of inputs, outputs and errors as JSON, of the steps reached so far. */
  public synchronized long stored() {
    return stored;
  }
}
