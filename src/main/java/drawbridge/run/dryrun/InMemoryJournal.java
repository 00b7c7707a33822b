package drawbridge.run.dryrun;

import drawbridge.platform.Json;
import drawbridge.run.interpreter.Journal;
import drawbridge.run.interpreter.StepRecord;
import drawbridge.run.interpreter.StepRecord.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A journal in memory, for one thread. It stops the run when it has grown longer than anybody
 * reads.
 */
final class InMemoryJournal implements Journal {

  private static final int MOST_CHARACTERS = 2 << 20;
  private static final Set<String> OUTSIDE = Set.of("call", "run");

  private final Map<String, StepRecord> records = new LinkedHashMap<>();
  private long characters;
  private @Nullable StepRecord latest;

  @Override
  public @Nullable StepRecord find(String key) {
    return records.get(key);
  }

  @Override
  public void note(StepRecord record) {
    records.put(record.key(), record);
    characters += length(record.input()) + length(record.output()) + length(record.error());
  }

  @Override
  public void commit(StepRecord record) {
    latest = record;
    note(record);
  }

  @Override
  public boolean isCancelled() {
    return isFull();
  }

  /** Whether it holds all that it may. */
  boolean isFull() {
    return characters > MOST_CHARACTERS;
  }

  /** The task that is about to do something outside: it commits before. */
  String atWork() {
    return Objects.requireNonNull(latest).task();
  }

  /** The end of the wait that ends first. */
  Optional<Instant> nextEnd() {
    return records.values().stream()
        .filter(record -> record.status() == Status.WAITING && record.dueAt() != null)
        .map(StepRecord::dueAt)
        .map(Objects::requireNonNull)
        .min(Comparator.naturalOrder());
  }

  /** Calls that nobody answered have not begun: the next walk comes by them anew. */
  void forgetUnanswered() {
    records
        .values()
        .removeIf(record -> record.status() == Status.STARTED && record.kind().equals("call"));
  }

  /** What is worth showing: containers that only began are not. */
  List<StepRecord> records() {
    return records.values().stream()
        .filter(record -> record.status() != Status.STARTED || OUTSIDE.contains(record.kind()))
        .toList();
  }

  private static int length(com.fasterxml.jackson.databind.@Nullable JsonNode tree) {
    return tree == null ? 0 : Json.write(tree).length();
  }
}
