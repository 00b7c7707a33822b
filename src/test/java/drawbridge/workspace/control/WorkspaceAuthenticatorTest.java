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
  private final Threads reading = Threads.direct();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Workspace acme;

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // there is no container here
  void setUp() {
    authenticator.workspaces = store;
    authenticator.clock = clock;
    authenticator.threads = reading;
    acme = store.add("acme", "the first secret", "the second secret");
    store.add("other", "the other secret");
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    reading.end();
  }

  @Test
  void everySecretOfAWorkspaceAuthenticatesForItOnly() {
    assertThat(open("acme", "the first secret")).contains(acme.id());
    assertThat(open("acme", "the second secret")).contains(acme.id());
    assertThat(open("acme", "the other secret")).isEmpty();
    assertThat(open("acme", "")).isEmpty();
    assertThat(open("Acme", "the first secret")).isEmpty();
    assertThat(open("none", "none")).isEmpty();
  }

  @Test
  void unknownWorkspacesDoNotReadTheStoreMoreOften() {
    for (int name = 0; name < 50_000; name++) {
      open("name-" + name, "a secret");
    }
    open("acme", "wrong");
    open("other", "wrong");

    assertThat(store.reads).hasValue(1);
  }

  @Test
  void snapshotIsUsedForTwoSeconds() {
    assertThat(open("acme", "the first secret")).isPresent();
    store.secrets.clear();

    clock.move(Duration.ofMillis(999));
    assertThat(open("acme", "the first secret")).isPresent();
    assertThat(store.reads).hasValue(1);

    clock.move(Duration.ofMillis(1001));
    assertThat(open("acme", "the first secret")).isEmpty();
    assertThat(store.reads).hasValue(2);
  }

  @Test
  void afterOneSecondOneRequestReadsAndOthersDoNotWait() throws Exception {
    open("acme", "wrong");
    clock.move(Duration.ofMillis(1500));
    CountDownLatch slow = store.block();
    Future<Optional<String>> reader = threads.submit(() -> open("acme", "the first secret"));
    Awaitility.await().until(() -> store.reads.get() == 2);

    assertThat(all(() -> open("acme", "the first secret"))).allMatch(Optional::isPresent);
    assertThat(store.reads).hasValue(2);
    assertThat(reader.isDone()).isFalse();

    slow.countDown();
    assertThat(reader.get()).isPresent();
    clock.move(Duration.ofMillis(900));
    assertThat(open("acme", "the first secret")).isPresent();
    assertThat(store.reads).hasValue(2);
  }

  @Test
  void afterTwoSecondsAllRequestsWaitForOneRead() throws Exception {
    open("acme", "wrong");
    clock.move(Duration.ofSeconds(2));
    CountDownLatch slow = store.block();
    List<Future<Optional<String>>> asking = start(() -> open("acme", "the first secret"));
    Awaitility.await().until(() -> store.reads.get() == 2);

    slow.countDown();

    assertThat(results(asking)).allMatch(Optional::isPresent);
    assertThat(store.reads).hasValue(2);
  }

  @Test
  void storeFailureAffectsRequestsAfterTwoSeconds() throws Exception {
    open("acme", "wrong");
    store.isDown = true;

    clock.move(Duration.ofMillis(1500));
    assertThat(open("acme", "the first secret")).isPresent();

    clock.move(Duration.ofMillis(500));
    assertThatThrownBy(() -> open("acme", "the first secret")).hasMessage("the store is down");
    for (Future<Optional<String>> one : start(() -> open("acme", "the first secret"))) {
      assertThatThrownBy(one::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("the store is down");
    }

    store.isDown = false;
    assertThat(open("acme", "the first secret")).isPresent();
  }

  @Test
  void forgetReadsTheStoreAtOnce() {
    assertThat(open("acme", "the first secret")).isPresent();
    store.secrets.clear();
    authenticator.forget();

    assertThat(open("acme", "the first secret")).isEmpty();
  }

  @Test
  void readThatBeganBeforeForgetIsNotKept() throws Exception {
    CountDownLatch slow = store.block();
    Future<Optional<String>> early = threads.submit(() -> open("acme", "the first secret"));
    Awaitility.await().until(() -> store.reads.get() == 1);
    store.secrets.clear();
    authenticator.forget();
    slow.countDown();

    assertThat(early.get()).isPresent();
    assertThat(open("acme", "the first secret")).isEmpty();
  }

  @Test
  void renewalThatBeganBeforeForgetIsNotKept() throws Exception {
    open("acme", "wrong");
    clock.move(Duration.ofMillis(1500));
    CountDownLatch slow = store.block();
    Future<Optional<String>> early = threads.submit(() -> open("acme", "the first secret"));
    Awaitility.await().until(() -> store.reads.get() == 2);
    store.secrets.clear();
    authenticator.forget();
    slow.countDown();

    assertThat(early.get()).isPresent();
    assertThat(open("acme", "the first secret")).isEmpty();
  }

  @Test
  void retiringSecretEndsOnTime() {
    store.secrets.get(0).retireAt(clock.instant().plusMillis(500));

    clock.move(Duration.ofMillis(499));
    assertThat(open("acme", "the first secret")).isPresent();
    clock.move(Duration.ofMillis(1));
    assertThat(open("acme", "the first secret")).isEmpty();
    assertThat(open("acme", "the second secret")).isPresent();
    assertThat(store.reads).hasValue(1);
  }

  @Test
  void useOfASecretIsWrittenAtMostOnceAMinute() throws Exception {
    all(() -> open("acme", "the first secret"));
    assertThat(store.uses).containsExactly(store.secrets.get(0).id());

    open("acme", "the second secret");
    assertThat(store.uses).hasSize(2);

    clock.move(Duration.ofSeconds(59));
    all(() -> open("acme", "the first secret"));
    assertThat(store.uses).hasSize(2);

    clock.move(Duration.ofSeconds(1));
    all(() -> open("acme", "the first secret"));
    assertThat(store.uses).hasSize(3);

    open("acme", "wrong");
    assertThat(store.uses).hasSize(3);
  }

  @Test
  void failedWriteOfAUseRefusesNoRequest() {
    open("acme", "wrong");
    store.isDown = true;

    assertThat(open("acme", "the first secret")).isPresent();
  }

  @Test
  void isKnownReflectsTheLastSnapshot() {
    assertThat(authenticator.isKnown("acme")).isFalse();
    open("acme", "wrong");

    assertThat(authenticator.isKnown("acme")).isTrue();
    assertThat(authenticator.isKnown("unknown")).isFalse();
    authenticator.forget();
    assertThat(authenticator.isKnown("acme")).isTrue();
  }

  @Test
  void refusalNamesItsReasonForOperators() {
    store.secrets.get(0).retireAt(clock.instant());
    assertThat(reason("acme")).contains("is missing");
    assertThat(reason("acme", "the second secret", "wrong")).contains("more than once");
    assertThat(reason("acme", "x".repeat(1025))).contains("more than 1024");
    assertThat(reason("acme", "wrong")).isEqualTo(reason("unknown", "wrong"));
    assertThat(reason("acme", "the first secret")).contains("retired");
  }

  @Test
  void malformedHeaderIsRefusedWithoutTheStore() {
    store.isDown = true;
    assertThat(reason("acme")).contains("is missing");
    assertThat(store.reads).hasValue(0);
  }

  @Test
  void dryRunRecordsNoUseAndTakesAnyTime() {
    store.secrets.get(0).retireAt(clock.instant().plusSeconds(1));
    assertThat(check(Duration.ZERO)).isTrue();
    assertThat(check(Duration.ofSeconds(1))).isFalse();
    assertThat(store.uses).isEmpty();
  }

  private boolean check(Duration later) {
    return authenticator
        .check(
            "acme", List.of("the first secret"), clock.instant().plus(later), Patience.ofSender())
        .match(accepted -> true, refused -> false);
  }

  private String reason(String name, String... values) {
    return authenticator
        .authenticate(name, List.of(values), Patience.ofSender())
        .match(accepted -> "", SecretVerdict.Refused::why);
  }

  private Optional<String> open(String name, String secret) {
    return authenticator
        .authenticate(name, List.of(secret), Patience.ofSender())
        .match(accepted -> Optional.of(accepted.workspace().id()), refused -> Optional.empty());
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
