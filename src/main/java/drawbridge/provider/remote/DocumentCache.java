package drawbridge.provider.remote;

import drawbridge.platform.http.Fetcher;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetched documents by URL, with failures. Concurrent requests for a URL share one fetch. Thread
 * safe.
 */
final class DocumentCache<T> {

  /** Parses a document. */
  @FunctionalInterface
  interface Parser<T> {

    /**
     * Returns the content of a document.
     *
     * @throws Exception when the document is malformed
     */
    T parse(byte[] document) throws Exception;
  }

  /**
   * A document.
   *
   * @param fetchedAt when its fetch began
   */
  record Document<T>(T content, Instant fetchedAt) {}

  static final int FETCHES_PER_MINUTE = 10;
  private static final int MOST_ENTRIES = 100;
  private static final int MOST_WAITING = 16;
  private static final long WAIT_MILLIS = 3_000;
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration USABLE = Duration.ofHours(24);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final Duration AFTER_REJECTION = Duration.ofMinutes(10);

  private static final String BUSY = "too many keys are being fetched";

  /**
   * @param isKept whether a failed fetch kept the document, whose age does not count then
   */
  private record Holding<T>(Lookup<Document<T>> lookup, Instant until, boolean isKept) {}

  private final Fetcher fetcher;
  private final Parser<T> parser;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Map<URI, CompletableFuture<Lookup<Document<T>>>> flights = new HashMap<>();
  private final Map<String, Deque<Instant>> fetches = new HashMap<>();
  private final Map<URI, Holding<T>> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Holding<T>> eldest) {
          return size() > MOST_ENTRIES;
        }
      };

  DocumentCache(Fetcher fetcher, Parser<T> parser) {
    this.fetcher = fetcher;
    this.parser = parser;
  }

  /**
   * Returns a document that is at most an hour old, or up to a day when it cannot be fetched now.
   *
   * @param row whose number of fetches is limited
   */
  Lookup<Document<T>> get(String row, URI uri, Instant now) {
    return get(row, uri, FRESH, now);
  }

  /**
   * Returns a document.
   *
   * @param age the age from which a document is fetched again
   */
  Lookup<Document<T>> get(String row, URI uri, Duration age, Instant now) {
    CompletableFuture<Lookup<Document<T>>> flight;
    synchronized (this) {
      Holding<T> known = entries.get(uri);
      if (known != null && isFresh(known, age, now)) {
        return known.lookup();
      }
      CompletableFuture<Lookup<Document<T>>> begun = flights.get(uri);
      if (begun == null && !mayFetch(row, now)) {
        return usable(known, now, new Lookup.Unavailable<>(BUSY));
      }
      flight = begun == null ? new CompletableFuture<>() : begun;
      if (begun == null) {
        flights.put(uri, flight);
        fetch(uri, now, flight);
      }
    }
    return await(flight);
  }

  private static <T> boolean isFresh(Holding<T> entry, Duration age, Instant now) {
    return now.isBefore(entry.until())
        && (entry.isKept()
            || !(entry.lookup() instanceof Lookup.Found<Document<T>> found)
            || now.isBefore(found.value().fetchedAt().plus(age)));
  }

  /** Counts a fetch of a row; false when there are too many in a minute. */
  private boolean mayFetch(String row, Instant now) {
    Deque<Instant> recent = fetches.computeIfAbsent(row, key -> new ArrayDeque<>());
    while (!recent.isEmpty() && !recent.peekFirst().isAfter(now.minusSeconds(60))) {
      recent.removeFirst();
    }
    return recent.size() < FETCHES_PER_MINUTE && recent.add(now);
  }

  private void fetch(URI uri, Instant now, CompletableFuture<Lookup<Document<T>>> flight) {
    var unused =
        fetcher
            .fetch(uri)
            .handle(
                (bytes, failure) -> {
                  Lookup<Document<T>> lookup =
                      failure == null ? parsed(bytes, now) : failed(failure);
                  return flight.complete(stored(uri, now, lookup));
                });
  }

  private Lookup<Document<T>> parsed(byte[] bytes, Instant now) {
    try {
      return new Lookup.Found<>(new Document<>(parser.parse(bytes), now));
    } catch (Exception | StackOverflowError e) { // each format has its own; it is malformed
      return new Lookup.Refused<>("the fetched keys are malformed");
    }
  }

  private static <T> Lookup<Document<T>> failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof Fetcher.Rejected rejected
        ? new Lookup.Refused<>("fetching the keys failed: " + rejected.getMessage())
        : new Lookup.Unavailable<>("fetching the keys failed: " + cause.getClass().getSimpleName());
  }

  private synchronized Lookup<Document<T>> stored(
      URI uri, Instant now, Lookup<Document<T>> fetched) {
    flights.remove(uri);
    Lookup<Document<T>> lookup = usable(entries.get(uri), now, fetched);
    boolean isKept = lookup != fetched;
    Duration until =
        isKept || fetched instanceof Lookup.Unavailable
            ? AFTER_FAILURE
            : fetched instanceof Lookup.Refused ? AFTER_REJECTION : FRESH;
    entries.put(uri, new Holding<>(lookup, now.plus(until), isKept));
    return lookup;
  }

  /** Returns the known document instead of a failure while it is usable. */
  private static <T> Lookup<Document<T>> usable(
      @Nullable Holding<T> known, Instant now, Lookup<Document<T>> fetched) {
    boolean isUsable =
        known != null
            && known.lookup() instanceof Lookup.Found<Document<T>> found
            && now.isBefore(found.value().fetchedAt().plus(USABLE));
    return known != null && isUsable && !(fetched instanceof Lookup.Found)
        ? known.lookup()
        : fetched;
  }

  private Lookup<Document<T>> await(CompletableFuture<Lookup<Document<T>>> flight) {
    if (flight.isDone()) {
      return flight.join();
    } else if (!waiting.tryAcquire()) {
      return new Lookup.Unavailable<>(BUSY);
    }
    try {
      return flight.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Lookup.Unavailable<>("fetching the keys takes too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Lookup.Unavailable<>("the fetch was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("unreachable: flights complete with a value", e);
    } finally {
      waiting.release();
    }
  }
}
