package drawbridge.run.control;

import drawbridge.platform.Latency;
import drawbridge.run.entity.RunState;
import drawbridge.run.journal.StepRecord;
import drawbridge.run.slots.RunSlots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what this node has done with runs since its start, and when it last swept for them. */
@ApplicationScoped
public class RunCounters {

  /** Kinds of steps that only compute. */
  private static final Set<String> COMPUTED = Set.of("set", "switch", "raise");

  @Inject RunSlots slots;

  private final Map<RunState, LongAdder> ended = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();
  private final LongAdder takenOver = new LongAdder();
  private final LongAdder endedAtOnce = new LongAdder();
  private final LongAdder steps = new LongAdder();
  private final Latency calls = new Latency();
  private final Latency computing = new Latency();
  private volatile String node = "";
  private volatile int concurrency;
  private volatile @Nullable Instant sweepBegun;
  private volatile @Nullable Instant swept;

  public void begin(String nodeId, int slotsInAll) {
    node = nodeId;
    concurrency = slotsInAll;
  }

  public void sweeping(Instant now) {
    sweepBegun = now;
  }

  /** Records the end of a sweep that the store has answered. */
  public void swept(Instant now) {
    swept = now;
  }

  public void refuse() {
    refused.increment();
  }

  /** Counts a step if it has ended. */
  public void stepped(StepRecord step) {
    if (step.endedAt() != null) {
      steps.increment();
      long took = Duration.between(step.startedAt(), step.endedAt()).toNanos();
      if (step.kind().equals("call")) {
        calls.add(took);
      } else if (COMPUTED.contains(step.kind())) {
        computing.add(took);
      }
    }
  }

  public void onEnd(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Ended some) {
    some.states().values().forEach(state -> counter(state).increment());
    endedAtOnce.add(some.isInserting() ? some.states().size() : 0);
  }

  private LongAdder counter(RunState state) {
    return ended.computeIfAbsent(state, each -> new LongAdder());
  }

  public void onTakeOver(@Observes(during = TransactionPhase.AFTER_SUCCESS) Nodes.TakenOver some) {
    takenOver.add(some.runs());
  }

  /** Returns this node's id in the tables; empty before {@link #begin}. */
  public String node() {
    return node;
  }

  /** Returns the number of runs that ended here in a final state. */
  public long ended(RunState state) {
    return counter(state).sum();
  }

  /** Returns the number of these runs that ended in the transaction that inserted them. */
  public long endedAtOnce() {
    return endedAtOnce.sum();
  }

  /** Returns the number of runs that this node executes now. */
  public long atWork() {
    return slots.size();
  }

  /** Returns the number of slots. */
  public int concurrency() {
    return concurrency;
  }

  public long refused() {
    return refused.sum();
  }

  public long takenOver() {
    return takenOver.sum();
  }

  public long steps() {
    return steps.sum();
  }

  public Latency calls() {
    return calls;
  }

  /** Returns the durations of steps that only compute. */
  public Latency computing() {
    return computing;
  }

  /** Returns when the last sweep started; empty before the first one. */
  public Optional<Instant> sweepBegun() {
    return Optional.ofNullable(sweepBegun);
  }

  /** Returns when the last sweep ended that the store has answered; empty before that. */
  public Optional<Instant> swept() {
    return Optional.ofNullable(swept);
  }
}
