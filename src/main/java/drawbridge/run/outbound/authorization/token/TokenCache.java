package drawbridge.run.outbound.authorization.token;

import drawbridge.platform.LastUsed;
import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a node. Of callers that want the same token at once, one requests it, and the
 * others wait for it. Failures are not kept. Thread safe.
 */
public final class TokenCache {

  private static final int MOST = 1_000;
  private static final long POLL_MILLIS = 200;

  private final Clock clock;
  private final Duration limit;
  private final Map<String, AccessToken> tokens = LastUsed.map(MOST);

  /** Requests in progress; an empty result lets another caller try. Guarded by this. */
  private final Map<String, CompletableFuture<Optional<AccessToken>>> requests = new HashMap<>();

  /** Requests a token as a caller. */
  @FunctionalInterface
  public interface Source {
    AccessToken request(Caller caller) throws NoToken;
  }

  /**
   * @param limit the longest time that a caller waits
   */
  public TokenCache(Clock clock, Duration limit) {
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Returns a token. Blocks until it is there, the caller's time or the limit is over, or the
   * caller is cancelled.
   *
   * @param refused a token that must not be returned again from memory; null for none
   */
  public AccessToken get(String key, @Nullable AccessToken refused, Caller caller, Source source)
      throws NoToken {
    Duration most = caller.within().compareTo(limit) < 0 ? caller.within() : limit;
    long end = System.nanoTime() + most.toNanos();
    while (true) {
      CompletableFuture<Optional<AccessToken>> own = new CompletableFuture<>();
      CompletableFuture<Optional<AccessToken>> current;
      Duration left = left(end);
      synchronized (this) {
        if (refused != null) {
          tokens.remove(key, refused);
        }
        AccessToken known = tokens.get(key);
        if (known != null && known.isUsable(clock.instant())) {
          return known;
        }
        current = requests.computeIfAbsent(key, it -> own);
      }
      if (current == own) {
        return request(key, own, source, caller.within(left));
      }
      Optional<AccessToken> token = await(current, end, caller);
      if (token.isPresent()) {
        return token.get();
      }
    }
  }

  private static Duration left(long end) throws NoToken {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.isNegative() || left.isZero()) {
      throw new NoToken(Http.Reason.TIMEOUT, "no token in time");
    }
    return left;
  }

  private AccessToken request(
      String key, CompletableFuture<Optional<AccessToken>> own, Source source, Caller caller)
      throws NoToken {
    Optional<AccessToken> token = Optional.empty();
    NoToken failure = null;
    try {
      token = Optional.of(source.request(caller));
      return token.get();
    } catch (NoToken e) {
      failure = e.isOfCaller() ? null : e;
      throw e;
    } finally {
      synchronized (this) {
        token.filter(it -> it.isUsable(clock.instant())).ifPresent(it -> tokens.put(key, it));
        requests.remove(key);
      }
      if (failure == null) {
        own.complete(token);
      } else {
        own.completeExceptionally(failure);
      }
    }
  }

  private static Optional<AccessToken> await(
      CompletableFuture<Optional<AccessToken>> current, long end, Caller caller) throws NoToken {
    while (true) {
      long millis = Math.min(Math.max(left(end).toMillis(), 1), POLL_MILLIS);
      if (caller.cancelled().getAsBoolean()) {
        throw new NoToken(new Http.Abandoned());
      }
      try {
        return current.get(millis, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) { // poll again
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NoToken(new Http.Abandoned());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof NoToken shared) {
          throw new NoToken(shared.answer());
        }
        throw new IllegalStateException("unreachable: requests fail with NoToken", e);
      }
    }
  }
}
