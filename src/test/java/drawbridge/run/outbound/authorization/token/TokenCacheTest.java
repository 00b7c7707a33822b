package drawbridge.run.outbound.authorization.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.MovableClock;
import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("X24")
class TokenCacheTest {

  private static final Caller CALLER = new Caller("w", Duration.ofMinutes(1), () -> false);

  private final MovableClock clock = new MovableClock();
  private final TokenCache cache = new TokenCache(clock, Duration.ofSeconds(30));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private AccessToken issued(long seconds) {
    return new AccessToken("t" + requests.incrementAndGet(), clock.instant(), seconds);
  }

  private String get(String key) throws NoToken {
    return cache.get(key, null, CALLER, caller -> issued(3600)).value();
  }

  /** Notes that a caller polls, which is not cancelled. */
  private static boolean isSet(AtomicBoolean polled) {
    polled.set(true);
    return false;
  }

  private static NoToken refusal() {
    return new NoToken(Http.Reason.AUTHENTICATION, "no");
  }

  @Test
  void manyCallersShareOneRequest() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger waiting = new AtomicInteger();
    List<Future<String>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Caller caller =
          new Caller(
              "w",
              Duration.ofMinutes(1),
              () -> {
                waiting.incrementAndGet();
                return false;
              });
      TokenCache.Source source = held(release, Optional::empty);
      all.add(threads.submit(() -> cache.get("k", null, caller, source).value()));
    }
    Awaitility.await().until(() -> waiting.get() >= 199);
    release.countDown();

    for (Future<String> each : all) {
      assertThat(each.get()).isEqualTo("t1");
    }
    assertThat(started).hasValue(1);
  }

  /** Returns a source that waits for its release, and then fails or issues a token. */
  private TokenCache.Source held(CountDownLatch release, Supplier<Optional<NoToken>> failure) {
    return caller -> {
      started.incrementAndGet();
      await(release);
      Optional<NoToken> thrown = failure.get();
      if (thrown.isPresent()) {
        throw thrown.get();
      }
      return issued(3600);
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({"3600, 3569, 3570", "100, 89, 90", "0, 269, 270", "99999999999999, 86369, 86370"})
  void aTokenIsUsedUntilShortlyBeforeItsEnd(long lifetime, long used, long renewed) throws NoToken {
    cache.get("k", null, CALLER, caller -> issued(lifetime));
    clock.move(Duration.ofSeconds(used));
    assertThat(get("k")).isEqualTo("t1");
    clock.move(Duration.ofSeconds(renewed - used));
    assertThat(get("k")).isEqualTo("t2");
  }

  @Test
  void otherKeysHaveOtherTokens() throws NoToken {
    assertThat(get("a")).isEqualTo("t1");
    assertThat(get("b")).isEqualTo("t2");
    assertThat(get("a")).isEqualTo("t1");
  }

  @Test
  void aFailureIsForAllWhoWaitAndIsNotKept() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean isWaiting = new AtomicBoolean();
    Future<AccessToken> first =
        threads.submit(
            () -> cache.get("k", null, CALLER, held(release, () -> Optional.of(refusal()))));
    Awaitility.await().until(() -> started.get() == 1);
    Caller second = new Caller("w", Duration.ofMinutes(1), () -> isSet(isWaiting));
    Future<AccessToken> next =
        threads.submit(() -> cache.get("k", null, second, caller -> issued(10)));
    Awaitility.await().untilTrue(isWaiting);
    release.countDown();

    for (Future<AccessToken> each : List.of(first, next)) {
      assertThatThrownBy(each::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(NoToken.class);
    }
    assertThat(get("k")).isEqualTo("t1");
  }

  @Test
  void aWaitingCallerTakesOverFromCancelledOne() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean isWaiting = new AtomicBoolean();
    Future<AccessToken> first =
        threads.submit(
            () ->
                cache.get(
                    "k",
                    null,
                    CALLER,
                    held(release, () -> Optional.of(new NoToken(new Http.Abandoned())))));
    Awaitility.await().until(() -> started.get() == 1);
    Caller second = new Caller("w", Duration.ofMinutes(1), () -> isSet(isWaiting));
    Future<AccessToken> next =
        threads.submit(() -> cache.get("k", null, second, caller -> issued(10)));
    Awaitility.await().untilTrue(isWaiting);
    release.countDown();

    assertThatThrownBy(first::get).hasCauseInstanceOf(NoToken.class);
    assertThat(next.get().value()).isEqualTo("t1");
  }

  @Test
  void aSourceThatBreaksLeavesNobodyWaiting() {
    assertThatThrownBy(
            () ->
                cache.get(
                    "k",
                    null,
                    CALLER,
                    caller -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(cache).satisfies(it -> assertThat(get("k")).isEqualTo("t1"));
  }

  @Test
  void waitingEndsWithTheCallersTimeOrItsCancellation() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Future<AccessToken> first =
        threads.submit(() -> cache.get("k", null, CALLER, held(release, Optional::empty)));
    Awaitility.await().until(() -> started.get() == 1);

    Caller hurried = new Caller("w", Duration.ofMillis(50), () -> false);
    assertThat(failure(hurried)).isInstanceOf(Http.Refused.class).asString().contains("TIMEOUT");
    Caller cancelled = new Caller("w", Duration.ofMinutes(1), () -> true);
    assertThat(failure(cancelled)).isInstanceOf(Http.Abandoned.class);
    Caller late = new Caller("w", Duration.ofMillis(-1), () -> false);
    assertThat(failure(late)).isInstanceOf(Http.Refused.class);

    Thread.currentThread().interrupt();
    assertThat(failure(CALLER)).isInstanceOf(Http.Abandoned.class);
    assertThat(Thread.interrupted()).isTrue();
    release.countDown();
    assertThat(first.get().value()).isEqualTo("t1");
  }

  private Http.Answer failure(Caller caller) {
    try {
      throw new AssertionError(cache.get("k", null, caller, it -> issued(1)).value());
    } catch (NoToken e) {
      return e.answer();
    }
  }

  @Test
  void aRefusedTokenIsRenewedOnceForAll() throws NoToken {
    AccessToken old = cache.get("k", null, CALLER, caller -> issued(3600));

    AccessToken renewed = cache.get("k", old, CALLER, caller -> issued(3600));
    assertThat(renewed.value()).isEqualTo("t2");
    assertThat(cache.get("k", old, CALLER, caller -> issued(3600))).isSameAs(renewed);
    assertThat(get("k")).isEqualTo("t2");
  }

  @Test
  void aRefusedTokenIsNotUsedAgainWhenTheRenewalFails() throws NoToken {
    AccessToken old = cache.get("k", null, CALLER, caller -> issued(3600));
    assertThatThrownBy(
            () ->
                cache.get(
                    "k",
                    old,
                    CALLER,
                    caller -> {
                      throw refusal();
                    }))
        .isInstanceOf(NoToken.class);
    assertThat(get("k")).isEqualTo("t2");
  }

  @Test
  void theNumberOfTokensIsBounded() throws NoToken {
    for (int i = 0; i < 1_001; i++) {
      get("k" + i);
    }
    assertThat(get("k1000")).isEqualTo("t1001");
    assertThat(get("k0")).isEqualTo("t1002");
  }
}
