package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.Ids;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.RunState;
import drawbridge.workflow.entity.PinnedVersion;
import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class RunnerTest {

  private static Works works;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store store) {
    works = new Works(store.open());
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  @Test
  @Tag("X10")
  void aRunInTheMiddleOfACallStopsWithinASecondOfTheCancel() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch finished = new CountDownLatch(1);
    HttpServer silent = silent(called, finished);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      works.tasks(
          "call",
          "  - call: {call: http, with: {method: GET, endpoint: 'http://127.0.0.1:%d/'}}%n"
              .formatted(silent.getAddress().getPort()));
      String run = works.start("call");
      Future<?> work = thread.submit(works::work);
      assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
      long asked = System.nanoTime();
      works.cancel(run);
      work.get(20, TimeUnit.SECONDS);
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
      assertThat(works.state(run)).isEqualTo(RunState.CANCELLED);
    } finally {
      finished.countDown();
      silent.stop(0);
      thread.shutdownNow();
    }
  }

  private static HttpServer silent(CountDownLatch called, CountDownLatch finished)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          called.countDown();
          try {
            finished.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  @Tag("X14")
  void aFaultOfOursFailsTheRunAndSaysWhatHappensNext() {
    PinnedVersion known = works.tasks("known", "  - one: {set: {a: 1}}\n");
    String id = Ids.next(works.clock.millis());
    PinnedVersion unreadable =
        new PinnedVersion(known.workflowId(), known.name(), "no-such-version", 1);
    works.ledger.open(
        List.of(
            new NewRun(
                id,
                works.workspace,
                unreadable,
                Optional.empty(),
                Ids.next(works.clock.millis()),
                "{}",
                "{}",
                Optional.empty(),
                Optional.empty())));
    works.work();
    assertThat(works.state(id)).isEqualTo(RunState.FAILED);
    assertThat(works.problem(id, "next")).contains("replay");
  }

  @Test
  void onlyTheStoresTroublesAreWorthAnotherTry() {
    assertThat(Runner.isOfTheStore(new PersistenceException())).isTrue();
    assertThat(Runner.isOfTheStore(new EJBException(new PersistenceException()))).isTrue();
    assertThat(Runner.isOfTheStore(new EJBException("rolled back"))).isTrue();
    assertThat(Runner.isOfTheStore(new EJBException(new IllegalStateException()))).isFalse();
    assertThat(Runner.isOfTheStore(new NullPointerException())).isFalse();
  }
}
