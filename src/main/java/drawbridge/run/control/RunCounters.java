package drawbridge.run.control;

import drawbridge.platform.Latency;
import drawbridge.run.entity.RunState;
import drawbridge.run.interpreter.StepRecord;
import drawbridge.run.slots.RunSlots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what this node has done with runs since its start, and when it last swept for them. */
@ApplicationScoped
public class RunCounters {

  /** Kinds of steps that only compute. */
  private static final Set<String> COMPUTED = Set.of("set", "switch", "raise");

  @Inject RunSlots slots;

  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
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

  /** Records the node's id and its slots. */
  public void begin(String nodeId, int slotsInAll) {
    node = nodeId;
    concurrency = slotsInAll;
  }

  /** Records the start of a sweep. */
  public void sweeping(Instant now) {
    sweepBegun = now;
  }

  /** Records the end of a sweep that the store has answered. */
  public void swept(Instant now) {
    swept = now;
  }

  /** Counts a run that the executor refused. */
  public void refuse() {
    refused.increment();
  }

  /** Counts a step that has ended. */
  public void stepped(StepRecord step) {
    steps.increment();
    if (step.endedAt() != null) {
      long took = Duration.between(step.startedAt(), step.endedAt()).toNanos();
      if (step.kind().equals("call")) {
        calls.add(took);
      } else if (COMPUTED.contains(step.kind())) {
        computing.add(took);
      }
    }
  }

  /** Counts ends after their commit. */
  public void onEnd(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Ended ended) {
    ended.states().values().forEach(this::count);
    endedAtOnce.add(ended.isInserting() ? ended.states().size() : 0);
  }

  private void count(RunState end) {
    switch (end) {
      case SUCCEEDED -> succeeded.increment();
      case FAILED -> failed.increment();
      case CANCELLED -> cancelled.increment();
      case QUEUED, RUNNING, WAITING ->
          throw new IllegalArgumentException(end + " is not a final state");
    }
  }

  /** Counts runs of dead nodes after the commit of their takeover. */
  public void onTakeOver(@Observes(during = TransactionPhase.AFTER_SUCCESS) Nodes.TakenOver some) {
    takenOver.add(some.runs());
  }

  /** Returns this node's id in the tables; empty before {@link #begin}. */
  public String node() {
    return node;
  }

  /** Returns the number of runs that ended here in a final state. */
  public long ended(RunState state) {
    return switch (state) {
      case SUCCEEDED -> succeeded.sum();
      case FAILED -> failed.sum();
      case CANCELLED -> cancelled.sum();
      case QUEUED, RUNNING, WAITING ->
          throw new IllegalArgumentException(state + " is not a final state");
    };
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

  /** Returns how often the executor refused a run. */
  public long refused() {
    return refused.sum();
  }

  /** Returns the number of runs that this node took over from dead nodes. */
  public long takenOver() {
    return takenOver.sum();
  }

  /** Returns the number of steps that ended. */
  public long steps() {
    return steps.sum();
  }

  /** Returns the durations of outbound calls. */
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
