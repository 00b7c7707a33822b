package drawbridge.workspace.control;

import drawbridge.platform.store.Patience;
import drawbridge.platform.store.StoreAway;
import drawbridge.workspace.entity.InboundSecret;
import drawbridge.workspace.entity.Workspace;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets a sender in, or not. A secret that was removed on another node opens nothing after two
 * seconds.
 *
 * <p>One look into the store reads the secrets of all workspaces, and serves every request for one
 * to two seconds. So a flood costs the store one look a second, whatever names it tries; and a
 * workspace that does not exist takes no more and no less time than one that does, which a look for
 * each name could not promise. After a second one request looks again while the others go on with
 * what is known; after two all wait for the one look that is under way, but no longer than a sender
 * waits, and not at all when it is late already. What is known is at most two seconds old, or as
 * old as the look took when the store is slower than that.
 */
@ApplicationScoped
public class Doors {

  private static final System.Logger LOG = System.getLogger(Doors.class.getName());
  private static final Duration RENEWED_AFTER = Duration.ofSeconds(1);
  private static final Duration TRUSTED = Duration.ofSeconds(2);
  private static final Duration LATE_AFTER = Duration.ofSeconds(1);
  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

  @Inject Workspaces workspaces;
  @Inject Clock clock;

  /** Looks are not made by who asks: a store that is silent would hold him for as long. */
  @Resource(lookup = "concurrent/drawbridge-intake")
  ManagedScheduledExecutorService threads;

  private final AtomicReference<@Nullable Look> newest = new AtomicReference<>();
  private final AtomicBoolean isRenewing = new AtomicBoolean();
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  /**
   * Which workspace the secret opens; empty for an unknown workspace as for a wrong secret (C1).
   * Throws what the store throws, while the patience lasts.
   */
  public Optional<Workspace> open(String name, String secret, Patience patience) {
    Register register = register(patience);
    Instant now = clock.instant();
    Optional<InboundSecret> match = register.match(name, secret, now);
    match.ifPresent(it -> noteUse(it.id(), now));
    return match.flatMap(it -> register.workspace(name));
  }

  /**
   * Whether there is such a workspace, as far as the doors know; for counting, never for the
   * sender.
   */
  public boolean isKnown(String name) {
    Look look = newest.get();
    return look != null && look.knows(name);
  }

  /** Requests that come after this look into the store: something has changed there. */
  public void forget() {
    newest.set(null);
  }

  private Register register(Patience patience) {
    Instant now = clock.instant();
    while (true) {
      Look known = newest.get();
      if (known != null && (known.isYoungerThan(TRUSTED, now) || !known.answer.isDone())) {
        boolean isDue = !known.isYoungerThan(RENEWED_AFTER, now) && known.answer.isDone();
        return isDue && isRenewing.compareAndSet(false, true)
            ? renew(known, now, patience)
            : known.read(now, patience);
      }
      Look mine = new Look(now);
      if (newest.compareAndSet(known, mine)) {
        begin(mine, () -> {});
        return mine.read(now, patience);
      }
    }
  }

  /** The others go on with what is known meanwhile; and so does this one when it fails. */
  private Register renew(Look known, Instant now, Patience patience) {
    Look mine = new Look(now);
    begin(mine, () -> isRenewing.set(false));
    try {
      Register register = mine.read(now, patience);
      newest.compareAndSet(
          known, mine); // or else somebody forgot what is known: then this is old too
      return register;
    } catch (StoreAway e) {
      throw e; // it has waited long enough
    } catch (RuntimeException e) {
      return known.read(now, patience);
    }
  }

  private void begin(Look mine, Runnable over) {
    try {
      threads.execute(() -> look(mine, over));
    } catch (RejectedExecutionException e) {
      fail(mine, new StoreAway("the node ends", e));
      over.run();
    }
  }

  private void look(Look mine, Runnable over) {
    try {
      Register register = workspaces.register();
      mine.answer.complete(register);
      used.keySet().retainAll(register.secretIds());
    } catch (RuntimeException e) {
      fail(mine, e);
    } finally {
      over.run();
    }
  }

  private void fail(Look mine, RuntimeException e) {
    newest.compareAndSet(mine, null); // who comes next tries again
    mine.answer.completeExceptionally(e);
  }

  /** Written at most once a minute. A request is not refused because this could not be written. */
  private void noteUse(String secretId, Instant now) {
    Instant last = used.get(secretId);
    boolean isDue = last == null || !now.isBefore(last.plus(USE_NOTED_EVERY));
    boolean isMine =
        isDue
            && (last == null
                ? used.putIfAbsent(secretId, now) == null
                : used.replace(secretId, last, now));
    if (isMine) {
      try {
        threads.execute(() -> writeUse(secretId, now));
      } catch (RejectedExecutionException e) {
        used.remove(secretId, now); // the node ends
      }
    }
  }

  private void writeUse(String secretId, Instant now) {
    try {
      workspaces.used(secretId, now);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the use of secret {0} was not noted; tried again in a minute: {1}",
          secretId,
          e.toString());
    }
  }

  /** One look into the store, and who waits for it. */
  private static final class Look {
    private final Instant begun;
    private final CompletableFuture<Register> answer = new CompletableFuture<>();

    Look(Instant begun) {
      this.begun = begun;
    }

    boolean isYoungerThan(Duration age, Instant now) {
      return now.isBefore(begun.plus(age));
    }

    boolean knows(String name) {
      return answer.isDone()
          && !answer.isCompletedExceptionally()
          && answer.join().workspace(name).isPresent();
    }

    /** Waits for it, unless it is late already; throws what it threw. */
    Register read(Instant now, Patience patience) {
      if (!answer.isDone() && !isYoungerThan(LATE_AFTER, now)) {
        throw new StoreAway("the secrets are being looked up, and that takes too long");
      }
      return patience.await(answer);
    }
  }
}
