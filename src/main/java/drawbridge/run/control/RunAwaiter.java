package drawbridge.run.control;

import drawbridge.run.entity.Run;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets a reply wait for its runs without holding a thread (R6). An event completes the reply when
 * its runs end on this node. One poll for all waiting replies finds ends on other nodes, and
 * timeouts.
 */
@ApplicationScoped
public class RunAwaiter {

  private static final System.Logger LOG = System.getLogger(RunAwaiter.class.getName());
  private static final long POLL_MILLIS = 200;
  private static final int MAX_IDS = 500;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject Ledger ledger;
  @Inject Clock clock;

  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isPolling = new AtomicBoolean();
  private volatile boolean ended;

  /**
   * Waits until all runs have ended. Does not block.
   *
   * @param timeout from now; the reply may take 0.2 seconds longer
   * @return the ended runs by id, without those that retention has removed; empty on timeout
   */
  public CompletionStage<Map<String, Run>> await(Collection<String> runs, Duration timeout) {
    Waiting one = new Waiting(runs, clock.instant().plus(timeout));
    waiting.add(one);
    if (ended) {
      complete(one, false);
    } else {
      schedulePoll();
      settle(one, endedAmong(one.open()));
    }
    return one.done.thenApply(all -> all ? ended(runs) : Map.of());
  }

  /**
   * Ends all waits as their timeouts would, and each later wait at once: the node stops (R8).
   * Idempotent.
   */
  public void end() {
    ended = true;
    waiting.forEach(one -> complete(one, false)); // the timer may take no more tasks
  }

  private void complete(Waiting one, boolean all) {
    if (waiting.remove(one)) {
      one.done.complete(all);
    }
  }

  public void onEnd(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Ended ended) {
    for (Waiting one : waiting) {
      settle(one, ended.states().keySet());
    }
  }

  private void schedulePoll() {
    if (!waiting.isEmpty() && isPolling.compareAndSet(false, true)) {
      try {
        var unused = timer.schedule(this::poll, POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException | IllegalStateException e) {
        isPolling.set(false);
        waiting.forEach(one -> complete(one, false)); // the server stops
      }
    }
  }

  private void poll() {
    try {
      Set<String> open = new HashSet<>();
      waiting.forEach(one -> open.addAll(one.open()));
      Set<String> ended = endedAmong(List.copyOf(open));
      waiting.forEach(one -> settle(one, ended));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot read run states; will retry: {0}", e.toString());
      waiting.forEach(one -> settle(one, Set.of()));
    } finally {
      isPolling.set(false);
      schedulePoll();
    }
  }

  private Set<String> endedAmong(List<String> runs) {
    Set<String> ended = new HashSet<>();
    for (int from = 0; from < runs.size(); from += MAX_IDS) {
      List<String> some = runs.subList(from, Math.min(runs.size(), from + MAX_IDS));
      ended.addAll(ledger.endedAmong(some));
    }
    return ended;
  }

  /**
   * Completes the reply on a thread of its own, and not on the thread that ended the run. The reply
   * waits until then, so that {@link #end} completes it if a stopping server drops the task.
   */
  private void settle(Waiting one, Set<String> ended) {
    boolean all = one.isDoneAfter(ended);
    if (all || one.isLate(clock.instant())) {
      try {
        timer.execute(() -> complete(one, all));
      } catch (RejectedExecutionException | IllegalStateException e) {
        complete(one, all); // the server stops
      }
    }
  }

  private Map<String, Run> ended(Collection<String> runs) {
    return ledger.findAll(runs).stream().collect(Collectors.toMap(Run::id, Function.identity()));
  }

  /** A waiting reply, compared by identity. */
  private static final class Waiting {
    private final Set<String> open;
    private final Instant until;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    Waiting(Collection<String> runs, Instant until) {
      this.open = new HashSet<>(runs);
      this.until = until;
    }

    synchronized List<String> open() {
      return List.copyOf(open);
    }

    synchronized boolean isDoneAfter(Set<String> ended) {
      open.removeAll(ended);
      return open.isEmpty();
    }

    boolean isLate(Instant now) {
      return !now.isBefore(until);
    }
  }
}
