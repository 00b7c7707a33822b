package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.entity.RunState;
import drawbridge.workflow.entity.PinnedVersion;
import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
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

  private static TestNode node;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store store) {
    node = new TestNode(store.open());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  @Test
  @Tag("X10")
  void aRunningCallStopsWithinASecondOfTheCancellation() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch finished = new CountDownLatch(1);
    HttpServer silent = silent(called, finished);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      node.saveTasks(
          "call",
          "  - call: {call: http, with: {method: GET, endpoint: 'http://127.0.0.1:%d/'}}%n"
              .formatted(silent.getAddress().getPort()));
      String run = node.start("call");
      Future<?> work = thread.submit(node::runDue);
      assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      node.cancel(run);
      work.get(20, TimeUnit.SECONDS);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      assertThat(node.state(run)).isEqualTo(RunState.CANCELLED);
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
  void anInternalErrorFailsTheRunAndSaysWhatHappensNext() {
    PinnedVersion known = node.saveTasks("known", "  - one: {set: {a: 1}}\n");
    PinnedVersion unreadable =
        new PinnedVersion(known.workflowId(), known.name(), "no-such-version", 1);
    String id = node.insert(unreadable, "{}");
    node.runDue();
    assertThat(node.state(id)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(id, "next")).containsIgnoringCase("replay");
  }

  @Test
  void onlyFailuresOfTheStoreAreRetried() {
    assertThat(Runner.isOfTheStore(new PersistenceException())).isTrue();
    assertThat(Runner.isOfTheStore(new EJBException(new PersistenceException()))).isTrue();
    assertThat(Runner.isOfTheStore(new EJBException("rolled back"))).isTrue();
    assertThat(Runner.isOfTheStore(new EJBException(new IllegalStateException()))).isFalse();
    assertThat(Runner.isOfTheStore(new NullPointerException())).isFalse();
    assertThat(Runner.isOfTheStore(new EJBException(new IOException("not JSON")))).isFalse();
    assertThat(Runner.isOfTheStore(new EJBException(new SQLException("NUL", "22021")))).isFalse();
    assertThat(Runner.isOfTheStore(new EJBException(new SQLException("lost", "08006")))).isTrue();
    assertThat(Runner.isOfTheStore(new PersistenceException(new IllegalArgumentException())))
        .isFalse();
  }
}
