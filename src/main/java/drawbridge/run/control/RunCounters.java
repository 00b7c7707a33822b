package drawbridge.run.control;

import drawbridge.platform.Latency;
import drawbridge.run.entity.RunState;
import drawbridge.run.interpreter.StepRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What this node has done with runs since its start, and whether it is still at it. */
@ApplicationScoped
public class RunCounters {

  /** Steps that think; all others but calls last as long as what they wait for. */
  private static final Set<String> COMPUTED = Set.of("set", "switch", "raise");

  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder taken = new LongAdder();
  private final LongAdder left = new LongAdder();
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

  /** The node begins to work. */
  public void begin(String nodeId, int mostAtWork) {
    node = nodeId;
    concurrency = mostAtWork;
  }

  /** It looks for work. */
  public void sweeping(Instant now) {
    sweepBegun = now;
  }

  /** It has looked, and the store has answered. */
  public void swept(Instant now) {
    swept = now;
  }

  /** A thread works on one run more. */
  public void take() {
    taken.increment();
  }

  /** A thread is done with a run, for good or for now. */
  public void leave() {
    left.increment();
  }

  /** The executor was full; the run waits for the next sweep. */
  public void refuse() {
    refused.increment();
  }

  /** A step has ended, whether well or not. */
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

  /** Hears of ends after their commit. */
  public void onEnd(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Ended ended) {
    ended.states().values().forEach(this::count);
    endedAtOnce.add(ended.isOpening() ? ended.states().size() : 0);
  }

  private void count(RunState end) {
    switch (end) {
      case SUCCEEDED -> succeeded.increment();
      case FAILED -> failed.increment();
      case CANCELLED -> cancelled.increment();
      case QUEUED, RUNNING, WAITING -> throw new IllegalArgumentException(end + " is no end");
    }
  }

  /** Hears of runs that this node took from dead ones, after the commit. */
  public void onTakeOver(@Observes(during = TransactionPhase.AFTER_SUCCESS) Nodes.TakenOver some) {
    takenOver.add(some.runs());
  }

  /** How the table of nodes calls this one; empty before it begins. */
  public String node() {
    return node;
  }

  /** Runs that ended here in that state. */
  public long ended(RunState state) {
    return switch (state) {
      case SUCCEEDED -> succeeded.sum();
      case FAILED -> failed.sum();
      case CANCELLED -> cancelled.sum();
      case QUEUED, RUNNING, WAITING -> throw new IllegalArgumentException(state + " is no end");
    };
  }

  /** Of the runs that ended here, those that the transaction ended that opened them. */
  public long endedAtOnce() {
    return endedAtOnce.sum();
  }

  /** Runs that threads work on at this moment. */
  public long atWork() {
    return Math.max(0, taken.sum() - left.sum());
  }

  /** Runs that may be worked on at once. */
  public int concurrency() {
    return concurrency;
  }

  /** How often a run found the executor full. */
  public long refused() {
    return refused.sum();
  }

  /** Runs that were taken from dead nodes. */
  public long takenOver() {
    return takenOver.sum();
  }

  /** Steps that ended, of whatever kind. */
  public long steps() {
    return steps.sum();
  }

  /** How long outbound calls took. */
  public Latency calls() {
    return calls;
  }

  /** How long steps took that only compute. */
  public Latency computing() {
    return computing;
  }

  /** When it began to look for work the last time; empty before the first time. */
  public Optional<Instant> sweepBegun() {
    return Optional.ofNullable(sweepBegun);
  }

  /** When it had looked for work the last time, and the store had answered. */
  public Optional<Instant> swept() {
    return Optional.ofNullable(swept);
  }
}
