package drawbridge.run.interpreter;

import drawbridge.run.journal.Journal;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A journal in memory that can lose the lease at a commit, and its noted records at a restart. */
final class MemoryJournal implements Journal {
  private final Map<String, StepRecord> durable = new LinkedHashMap<>();
  private final Map<String, StepRecord> noted = new LinkedHashMap<>();
  private final List<StepRecord> commits = new ArrayList<>();
  private int commitsLeft = Integer.MAX_VALUE;
  private int slices;
  private boolean losing;
  private volatile boolean cancelled;

  @Override
  public synchronized @Nullable StepRecord find(String key) {
    StepRecord fresh = noted.get(key);
    return fresh == null ? durable.get(key) : fresh;
  }

  @Override
  public synchronized void note(StepRecord record) {
    noted.put(record.key(), record);
  }

  @Override
  public synchronized void commit(StepRecord record) throws LeaseLost {
    if (commitsLeft <= 0) {
      throw new LeaseLost("killed");
    }
    noted.put(record.key(), record);
    end();
    commits.add(record);
    commitsLeft--;
    if (commitsLeft == 0 && !losing) {
      throw new LeaseLost("killed after a commit");
    }
  }

  @Override
  public synchronized void write() {
    end();
    slices++;
  }

  /** Returns how often noted records were written without a commit. */
  synchronized int slices() {
    return slices;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  /** Forgets all records, as the journal of another run. */
  synchronized void forget() {
    durable.clear();
    noted.clear();
  }

  void cancel() {
    cancelled = true;
  }

  /** Loses the lease after a number of commits, the last of which is durable. */
  synchronized void dieAfter(int more) {
    commitsLeft = more;
  }

  /** Loses the lease at the commit after a number of commits; that commit is lost. */
  synchronized void loseAfter(int more) {
    commitsLeft = more;
    losing = true;
  }

  synchronized void restart() {
    losing = false;
    noted.clear();
    commitsLeft = Integer.MAX_VALUE;
  }

  /** Makes the noted records durable, as the end of a run does. */
  synchronized void end() {
    durable.putAll(noted);
    noted.clear();
  }

  synchronized List<StepRecord> commits() {
    return List.copyOf(commits);
  }

  synchronized List<StepRecord> records() {
    Map<String, StepRecord> all = new LinkedHashMap<>(durable);
    all.putAll(noted);
    return List.copyOf(all.values());
  }
}
