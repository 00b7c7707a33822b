package drawbridge.run.control;

import drawbridge.run.entity.Run;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets a reply wait for its runs without holding a thread (R6). Ends on this node are heard at
 * once; ends on other nodes are found by looking into the ledger now and then.
 */
@ApplicationScoped
public class Endings {

  private static final long LOOK_EVERY_MILLIS = 200;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject Ledger ledger;

  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

  /**
   * The runs as they are when all of them have ended, by id; on timeout an empty map.
   *
   * @param timeout counted from now
   */
  public CompletionStage<Map<String, Run>> await(Collection<String> runs, Duration timeout) {
    Waiting one = new Waiting(new HashSet<>(runs));
    waiting.add(one);
    var unused =
        timer.schedule(() -> one.done.complete(false), timeout.toMillis(), TimeUnit.MILLISECONDS);
    look(one);
    return one.done.thenApply(
        all -> {
          waiting.remove(one);
          return all ? ended(runs) : Map.of();
        });
  }

  /** Hears of ends after their commit. */
  public void onEnd(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Ended ended) {
    waiting.forEach(one -> one.ended(List.of(ended.runId()), timer));
  }

  private void look(Waiting one) {
    if (!one.done.isDone()) {
      one.ended(ledger.endedAmong(one.open()), timer);
      var unused = timer.schedule(() -> look(one), LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private Map<String, Run> ended(Collection<String> runs) {
    return ledger.findAll(runs).stream().collect(Collectors.toMap(Run::id, Function.identity()));
  }

  private static final class Waiting {
    private final Set<String> open;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    Waiting(Set<String> open) {
      this.open = open;
    }

    synchronized List<String> open() {
      return List.copyOf(open);
    }

    synchronized void ended(Collection<String> runs, ManagedScheduledExecutorService timer) {
      if (open.removeAll(runs) && open.isEmpty()) {
        timer.execute(() -> done.complete(true));
      }
    }
  }
}
