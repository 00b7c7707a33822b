package drawbridge.provider.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drawbridge.platform.http.Fetcher;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fetches are shared, limited, and never hold many requests. */
@Tag("T4")
class DocumentCacheTest {

  private static final URI ADDRESS = URI.create("https://keys.example.com/keys");
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CompletableFuture<byte[]> pending = new CompletableFuture<>();
  private final AtomicInteger fetches = new AtomicInteger();
  private final Fetcher slow =
      uri -> {
        fetches.incrementAndGet();
        return pending;
      };

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void concurrentRequestsShareOneFetch() throws Exception {
    DocumentCache<String> cache = cache(slow);
    List<Future<Lookup<DocumentCache.Document<String>>>> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(threads.submit(() -> cache.get("row", ADDRESS, NOW)));
    }
    await().until(() -> fetches.get() == 1);
    pending.complete("keys".getBytes(UTF_8));
    for (Future<Lookup<DocumentCache.Document<String>>> each : waiting) {
      assertThat(each.get()).isEqualTo(found("keys"));
    }
    assertThat(fetches).hasValue(1);
  }

  /** The seventeenth waits for nothing, and neither does anyone for longer than three seconds. */
  @Test
  void sixteenRequestsWaitForThreeSeconds() throws Exception {
    DocumentCache<String> cache = cache(slow);
    List<Future<Lookup<DocumentCache.Document<String>>>> waiting = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      waiting.add(threads.submit(() -> cache.get("row", ADDRESS, NOW)));
    }
    await().until(() -> waiting.stream().filter(Future::isDone).count() == 1);
    Lookup<DocumentCache.Document<String>> busy =
        new Lookup.Unavailable<>("too many keys are being fetched");
    for (Future<Lookup<DocumentCache.Document<String>>> each : waiting) {
      Lookup<DocumentCache.Document<String>> lookup = each.get();
      assertThat(lookup).isInstanceOf(Lookup.Unavailable.class);
      if (!lookup.equals(busy)) {
        assertThat(lookup).isEqualTo(new Lookup.Unavailable<>("fetching the keys takes too long"));
      }
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void rowsHaveLimitsOfTheirOwn() {
    DocumentCache<String> cache = cache(new FakeWeb().with(ADDRESS.toString(), "keys"));
    for (int i = 0; i < 20; i++) {
      var unused = cache.get("flooded", URI.create(ADDRESS + "/" + i), NOW);
    }
    assertThat(cache.get("flooded", ADDRESS, NOW)).isInstanceOf(Lookup.Unavailable.class);
    assertThat(cache.get("calm", ADDRESS, NOW)).isEqualTo(found("keys"));
    assertThat(cache.get("flooded", URI.create(ADDRESS + "/x"), NOW.plusSeconds(60)))
        .isInstanceOf(Lookup.Refused.class);
  }

  @Test
  void documentIsFetchedAgainAfterAnHour() {
    FakeWeb web = new FakeWeb().with(ADDRESS.toString(), "old");
    DocumentCache<String> cache = cache(web);
    assertThat(cache.get("row", ADDRESS, NOW)).isEqualTo(found("old"));
    web.with(ADDRESS.toString(), "new");
    assertThat(cache.get("row", ADDRESS, NOW.plusSeconds(3599))).isEqualTo(found("old"));
    assertThat(cache.get("row", ADDRESS, NOW.plusSeconds(3600)))
        .isEqualTo(new Lookup.Found<>(new DocumentCache.Document<>("new", NOW.plusSeconds(3600))));
  }

  /** A kept document is not tried again at every request. */
  @Test
  void failedFetchIsRepeatedAfterHalfAMinute() {
    FakeWeb web = new FakeWeb().with(ADDRESS.toString(), "keys");
    DocumentCache<String> cache = cache(web);
    assertThat(cache.get("row", ADDRESS, NOW)).isEqualTo(found("keys"));
    web.setDown(true);
    for (int i = 0; i < 30; i++) {
      assertThat(cache.get("row", ADDRESS, NOW.plusSeconds(3600 + i))).isEqualTo(found("keys"));
    }
    assertThat(web.fetched).hasSize(2);
  }

  private static Lookup<DocumentCache.Document<String>> found(String content) {
    return new Lookup.Found<>(new DocumentCache.Document<>(content, NOW));
  }

  private static DocumentCache<String> cache(Fetcher fetcher) {
    return new DocumentCache<>(fetcher, bytes -> new String(bytes, UTF_8));
  }
}
