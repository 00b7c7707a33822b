package drawbridge.run.dryrun;

import drawbridge.platform.json.JsonBytes;
import drawbridge.run.journal.Journal;
import drawbridge.run.journal.StepRecord;
import drawbridge.run.journal.StepRecord.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A journal in memory, which cancels the run at a size limit. Not thread safe. */
final class InMemoryJournal implements Journal {

  private static final int MAX_BYTES = 2 << 20;
  private static final Set<String> OUTSIDE = Set.of("call", "run");

  private final Map<String, StepRecord> records = new LinkedHashMap<>();
  private long bytes;
  private @Nullable StepRecord latest;

  @Override
  public @Nullable StepRecord find(String key) {
    return records.get(key);
  }

  @Override
  public void note(StepRecord record) {
    records.put(record.key(), record);
    bytes += JsonBytes.of(record.input(), MAX_BYTES);
    bytes += JsonBytes.of(record.output(), MAX_BYTES);
    bytes += JsonBytes.of(record.error(), MAX_BYTES);
  }

  @Override
  public void commit(StepRecord record) {
    latest = record;
    note(record);
  }

  @Override
  public void write() {
    // the limit bounds what is noted
  }

  @Override
  public boolean isCancelled() {
    return bytes > MAX_BYTES;
  }

  /** Returns the task of the last commit, which precedes each outside effect. */
  String currentTask() {
    return Objects.requireNonNull(latest).task();
  }

  /** Returns the end of the wait that ends first. */
  Optional<Instant> nextEnd() {
    return records.values().stream()
        .filter(record -> record.status() == Status.WAITING)
        .flatMap(record -> Stream.ofNullable(record.dueAt()))
        .min(Comparator.naturalOrder());
  }

  /** Removes the records of calls without an answer, so that the next execution repeats them. */
  void forgetUnanswered() {
    records
        .values()
        .removeIf(record -> record.status() == Status.STARTED && record.kind().equals("call"));
  }

  /** Returns the records to show, without containers that have only started. */
  List<StepRecord> records() {
    return records.values().stream()
        .filter(record -> record.status() != Status.STARTED || OUTSIDE.contains(record.kind()))
        .toList();
  }
}
