package drawbridge.workspace.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Threads;
import drawbridge.platform.store.Patience;
import drawbridge.workspace.entity.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C1")
class WorkspaceAuthenticatorTest {

  private static final int MANY = 32;

  private final MovableClock clock = new MovableClock();
  private final MemoryWorkspaces store = new MemoryWorkspaces();
  private final WorkspaceAuthenticator authenticator = new WorkspaceAuthenticator();
  private final Threads looking = Threads.direct();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Workspace acme;

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // there is no container here
  void furnish() {
    authenticator.workspaces = store;
    authenticator.clock = clock;
    authenticator.threads = looking;
    acme = store.add("acme", "the first secret", "the second secret");
    store.add("other", "the other secret");
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    looking.end();
  }

  @Test
  void everySecretOfTheWorkspaceOpensItAndNothingElseDoes() {
    assertThat(open("acme", "the first secret")).contains(acme.id());
    assertThat(open("acme", "the second secret")).contains(acme.id());
    assertThat(open("acme", "the other secret")).isEmpty();
    assertThat(open("acme", "")).isEmpty();
    assertThat(open("Acme", "the first secret")).isEmpty();
    assertThat(open("nobody", "nobody")).isEmpty();
  }

  @Test
  void anUnknownNameCostsTheStoreWhatAKnownOneCosts() {
    for (int name = 0; name < 50_000; name++) {
      authenticator.open("name-" + name, "a secret", Patience.ofSender());
    }
    authenticator.open("acme", "wrong", Patience.ofSender());
    authenticator.open("other", "wrong", Patience.ofSender());

    assertThat(store.looks).hasValue(1);
  }

  @Test
  void whatIsKnownIsTrustedForTwoSeconds() {
    assertThat(open("acme", "the first secret")).isPresent();
    store.secrets.clear();

    clock.move(Duration.ofMillis(999));
    assertThat(open("acme", "the first secret")).isPresent();
    assertThat(store.looks).hasValue(1);

    clock.move(Duration.ofMillis(1001));
    assertThat(open("acme", "the first secret")).isEmpty();
    assertThat(store.looks).hasValue(2);
  }

  @Test
  void afterASecondOneLooksAndTheOthersDoNotWaitForIt() throws Exception {
    authenticator.open("acme", "wrong", Patience.ofSender());
    clock.move(Duration.ofMillis(1500));
    CountDownLatch slow = store.hang();
    Future<Optional<String>> looking = threads.submit(() -> open("acme", "the first secret"));
    Awaitility.await().until(() -> store.looks.get() == 2);

    assertThat(all(() -> open("acme", "the first secret"))).allMatch(Optional::isPresent);
    assertThat(store.looks).hasValue(2);
    assertThat(looking.isDone()).isFalse();

    slow.countDown();
    assertThat(looking.get()).isPresent();
    clock.move(Duration.ofMillis(900));
    assertThat(open("acme", "the first secret")).isPresent();
    assertThat(store.looks).hasValue(2);
  }

  @Test
  void afterTwoSecondsAllWaitForOneLook() throws Exception {
    authenticator.open("acme", "wrong", Patience.ofSender());
    clock.move(Duration.ofSeconds(2));
    CountDownLatch slow = store.hang();
    List<Future<Optional<String>>> asking = start(() -> open("acme", "the first secret"));
    Awaitility.await().until(() -> store.looks.get() == 2);

    slow.countDown();

    assertThat(results(asking)).allMatch(Optional::isPresent);
    assertThat(store.looks).hasValue(2);
  }

  @Test
  void whenTheStoreIsDownWhatIsTrustedGoesOnAndThenAllFail() throws Exception {
    authenticator.open("acme", "wrong", Patience.ofSender());
    store.isDown = true;

    clock.move(Duration.ofMillis(1500));
    assertThat(open("acme", "the first secret")).isPresent();

    clock.move(Duration.ofMillis(500));
    assertThatThrownBy(() -> authenticator.open("acme", "the first secret", Patience.ofSender()))
        .hasMessage("the store is down");
    for (Future<Optional<String>> one : start(() -> open("acme", "the first secret"))) {
      assertThatThrownBy(one::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("the store is down");
    }

    store.isDown = false;
    assertThat(open("acme", "the first secret")).isPresent();
  }

  @Test
  void whatIsForgottenIsLookedUpAtOnce() {
    assertThat(open("acme", "the first secret")).isPresent();
    store.secrets.clear();
    authenticator.forget();

    assertThat(open("acme", "the first secret")).isEmpty();
  }

  @Test
  void aLookThatBeganBeforeTheForgettingIsNotKept() throws Exception {
    CountDownLatch slow = store.hang();
    Future<Optional<String>> early = threads.submit(() -> open("acme", "the first secret"));
    Awaitility.await().until(() -> store.looks.get() == 1);
    store.secrets.clear();
    authenticator.forget();
    slow.countDown();

    assertThat(early.get()).isPresent();
    assertThat(open("acme", "the first secret")).isEmpty();
  }

  @Test
  void aRenewalThatBeganBeforeTheForgettingIsNotKept() throws Exception {
    authenticator.open("acme", "wrong", Patience.ofSender());
    clock.move(Duration.ofMillis(1500));
    CountDownLatch slow = store.hang();
    Future<Optional<String>> early = threads.submit(() -> open("acme", "the first secret"));
    Awaitility.await().until(() -> store.looks.get() == 2);
    store.secrets.clear();
    authenticator.forget();
    slow.countDown();

    assertThat(early.get()).isPresent();
    assertThat(open("acme", "the first secret")).isEmpty();
  }

  @Test
  void aRetiringSecretEndsOnTime() {
    store.secrets.get(0).retireAt(clock.instant().plusMillis(500));

    clock.move(Duration.ofMillis(499));
    assertThat(open("acme", "the first secret")).isPresent();
    clock.move(Duration.ofMillis(1));
    assertThat(open("acme", "the first secret")).isEmpty();
    assertThat(open("acme", "the second secret")).isPresent();
    assertThat(store.looks).hasValue(1);
  }

  @Test
  void theUseOfASecretIsWrittenAtMostOnceAMinute() throws Exception {
    all(() -> open("acme", "the first secret"));
    assertThat(store.uses).containsExactly(store.secrets.get(0).id());

    authenticator.open("acme", "the second secret", Patience.ofSender());
    assertThat(store.uses).hasSize(2);

    clock.move(Duration.ofSeconds(59));
    all(() -> open("acme", "the first secret"));
    assertThat(store.uses).hasSize(2);

    clock.move(Duration.ofSeconds(1));
    all(() -> open("acme", "the first secret"));
    assertThat(store.uses).hasSize(3);

    authenticator.open("acme", "wrong", Patience.ofSender());
    assertThat(store.uses).hasSize(3);
  }

  @Test
  void aUseThatCannotBeWrittenShutsNobodyOut() {
    authenticator.open("acme", "wrong", Patience.ofSender());
    store.isDown = true;

    assertThat(open("acme", "the first secret")).isPresent();
  }

  @Test
  void knownIsWhatTheLastLookSaw() {
    assertThat(authenticator.isKnown("acme")).isFalse();
    authenticator.open("acme", "wrong", Patience.ofSender());

    assertThat(authenticator.isKnown("acme")).isTrue();
    assertThat(authenticator.isKnown("nobody")).isFalse();
  }

  private Optional<String> open(String name, String secret) {
    return authenticator.open(name, secret, Patience.ofSender()).map(Workspace::id);
  }

  private <T> List<T> all(Callable<T> work) throws Exception {
    return results(start(work));
  }

  private <T> List<Future<T>> start(Callable<T> work) {
    List<Future<T>> started = new ArrayList<>();
    for (int thread = 0; thread < MANY; thread++) {
      started.add(threads.submit(work));
    }
    return started;
  }

  private static <T> List<T> results(List<Future<T>> started) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> one : started) {
      results.add(one.get());
    }
    return results;
  }
}
