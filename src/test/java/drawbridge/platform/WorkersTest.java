package drawbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger begun = new AtomicInteger();
  private final Executor counted =
      worker -> {
        begun.incrementAndGet();
        threads.execute(worker);
      };

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void idleThreadTakesTheNextTask() {
    Workers workers = new Workers(counted, 8, LONG);
    List<Integer> done = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 100; i++) {
      int task = i;
      workers.execute(() -> done.add(task));
      await().until(() -> done.size() == task + 1);
    }
    assertThat(begun.get())
        .as("a task may come before the thread has finished the last one")
        .isBetween(1, 8);
  }

  @Test
  void concurrentTasksGetAThreadEachUpToTheLimit() {
    Workers workers = new Workers(counted, 3, LONG);
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      workers.execute(
          () -> {
            running.incrementAndGet();
            pass(gate);
          });
    }
    await().until(() -> running.get() == 3);
    assertThat(begun).hasValue(3);
    gate.countDown();
    await().until(() -> running.get() == 5);
  }

  @Test
  void everyTaskRunsOnce() throws InterruptedException {
    Workers workers = new Workers(counted, 4, SHORT);
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();
    int senders = 4;
    int each = 20_000;
    CountDownLatch sent = new CountDownLatch(senders);
    for (int sender = 0; sender < senders; sender++) {
      int first = sender * each;
      threads.execute(
          () -> {
            for (int i = first; i < first + each; i++) {
              int task = i;
              workers.execute(() -> twice.addAndGet(done.add(task) ? 0 : 1));
            }
            sent.countDown();
          });
    }
    sent.await();
    await().until(() -> done.size() == senders * each);
    assertThat(twice).hasValue(0);
  }

  @Test
  void failedTaskDoesNotAffectOthers() {
    Workers workers = new Workers(counted, 1, LONG);
    AtomicInteger done = new AtomicInteger();
    workers.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    workers.execute(done::incrementAndGet);
    await().until(() -> done.get() == 1);
  }

  @Test
  void refusedTaskIsNotRunLater() {
    AtomicInteger done = new AtomicInteger();
    boolean[] full = {true};
    Workers workers =
        new Workers(
            worker -> {
              if (full[0]) {
                throw new RejectedExecutionException("full");
              }
              threads.execute(worker);
            },
            2,
            LONG);
    assertThatThrownBy(() -> workers.execute(() -> done.addAndGet(100)))
        .isInstanceOf(RejectedExecutionException.class);
    full[0] = false;
    workers.execute(done::incrementAndGet);
    await().until(() -> done.get() > 0);
    assertThat(done).hasValue(1);
  }

  private static void pass(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
