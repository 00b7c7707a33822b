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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets a reply wait for its runs without holding a thread (R6). Ends on this node are heard at
 * once; ends on other nodes, and time-outs, are found by one look for all who wait, now and then.
 */
@ApplicationScoped
public class RunAwaiter {

  private static final System.Logger LOG = System.getLogger(RunAwaiter.class.getName());
  private static final long LOOK_EVERY_MILLIS = 200;
  private static final int ASKED_AT_ONCE = 500;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject Ledger ledger;
  @Inject Clock clock;

  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  /**
   * The runs as they are when all of them have ended, by id; on timeout an empty map. Runs that are
   * not kept any more have ended, and are not in it.
   *
   * @param timeout counted from now; it may take a fifth of a second more
   */
  public CompletionStage<Map<String, Run>> await(Collection<String> runs, Duration timeout) {
    Waiting one = new Waiting(runs, clock.instant().plus(timeout));
    waiting.add(one);
    lookSoon();
    one.ended(endedAmong(one.open()));
    settle(one);
    return one.done.thenApply(all -> all ? ended(runs) : Map.of());
  }

  /** Hears of ends after their commit. */
  public void onEnd(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Ended ended) {
    for (Waiting one : waiting) {
      one.ended(ended.states().keySet());
      settle(one);
    }
  }

  private void lookSoon() {
    if (!waiting.isEmpty() && looking.compareAndSet(false, true)) {
      var unused = timer.schedule(this::look, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    try {
      Set<String> open = new HashSet<>();
      waiting.forEach(one -> open.addAll(one.open()));
      Set<String> ended = endedAmong(List.copyOf(open));
      for (Waiting one : waiting) {
        one.ended(ended);
        settle(one);
      }
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "nobody knows which runs have ended; the next look asks again: {0}",
          e.toString());
      waiting.forEach(this::settle);
    } finally {
      looking.set(false);
      lookSoon();
    }
  }

  private Set<String> endedAmong(List<String> runs) {
    Set<String> ended = new HashSet<>();
    for (int from = 0; from < runs.size(); from += ASKED_AT_ONCE) {
      List<String> some = runs.subList(from, Math.min(runs.size(), from + ASKED_AT_ONCE));
      ended.addAll(ledger.endedAmong(some));
    }
    return ended;
  }

  /** The reply is made on a thread of its own: who ended a run has other things to do. */
  private void settle(Waiting one) {
    boolean all = one.open().isEmpty();
    if ((all || one.isLate(clock.instant())) && waiting.remove(one)) {
      timer.execute(() -> one.done.complete(all));
    }
  }

  private Map<String, Run> ended(Collection<String> runs) {
    return ledger.findAll(runs).stream().collect(Collectors.toMap(Run::id, Function.identity()));
  }

  /** One reply that waits; compared by identity. */
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

    synchronized void ended(Collection<String> runs) {
      open.removeAll(runs);
    }

    boolean isLate(Instant now) {
      return !now.isBefore(until);
    }
  }
}
